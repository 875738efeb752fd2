package dev.balancehistory.status;

import dev.balancehistory.process.Printable;
import dev.balancehistory.process.Problem;
import dev.balancehistory.spool.Spool;
import dev.balancehistory.spool.SpoolFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The responses in the spool, which the next run records.
 *
 * @param byAccount the times at which they arrived, by account
 * @param lines what is to be reported about the spool
 */
record WaitingResponses(Map<String, List<Instant>> byAccount, List<String> lines) {
    private static final int LONGEST_LINE = 300;

    /** Returns the responses; a spool that can't be read is reported, and does not fail the command. */
    static WaitingResponses in(Spool spool) {
        try {
            Map<String, List<Instant>> byAccount = spool.named().stream()
                    .collect(Collectors.groupingBy(
                            SpoolFile::account,
                            TreeMap::new,
                            Collectors.mapping(SpoolFile::receivedAt, Collectors.toList())));
            return new WaitingResponses(byAccount, lines(byAccount, spool));
        } catch (Problem e) {
            return new WaitingResponses(
                    Map.of(), List.of(Printable.text(String.valueOf(e.getMessage()), LONGEST_LINE)));
        }
    }

    private static List<String> lines(Map<String, List<Instant>> byAccount, Spool spool) {
        List<String> lines = new ArrayList<>();
        byAccount.forEach((account, times) ->
                lines.add(account + ": waiting in the spool: " + times.size() + ". The next run records them"));
        Spool.Contents contents = spool.contents();
        if (contents.nearlyFull()) {
            lines.add("spool: " + spool.folder() + " holds " + contents.percent() + " % of recorder.spool-limit");
        }
        return lines;
    }
}
