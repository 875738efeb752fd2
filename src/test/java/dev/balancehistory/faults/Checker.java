package dev.balancehistory.faults;

import dev.balancehistory.app.Workbench;
import dev.balancehistory.archive.SealedChain;
import dev.balancehistory.balance.Slot;
import dev.balancehistory.localexchange.Holding;
import dev.balancehistory.localexchange.Served;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Compares what the exchange served with what the program stored, kept and exports, and looks for what a run may leave
 * behind. It knows the tables and not the program; the tests report the acknowledged slots to it.
 */
final class Checker {
    private static final String NO_TIME = "no time";
    private static final String WALLET = "spot";

    private final Workbench bench;
    private final List<String> accounts;
    private final Set<String> acknowledged = new HashSet<>();
    private final Set<String> forgiven = new HashSet<>();
    private final List<Workbench.Ended> seen = new ArrayList<>();

    /**
     * @param accounts whose keys are {@link Workbench#key}
     */
    Checker(Workbench bench, String... accounts) {
        this.bench = bench;
        this.accounts = List.of(accounts);
    }

    /** Notes that a run for this slot has ended with 0: each account has its snapshot now, and permanently. */
    void acknowledge(Slot slot) {
        accounts.forEach(account -> acknowledged.add(account + " " + slot));
    }

    /** Notes what a run has shown, to look for secrets in it. */
    void saw(Workbench.Ended run) {
        seen.add(run);
    }

    /** Returns all that is wrong, a line each; to be called after a run that ended with 0 and while none is under way. */
    List<String> check(Path... folders) throws IOException {
        List<String> wrong = new ArrayList<>(finished());
        Map<String, Served> served = served();
        snapshots(served, wrong);
        bodies(served, wrong);
        export(served, wrong);
        wrong.addAll(SealedChain.flaws(bench.database.sql()));
        Workbench.Ended verify = bench.run("verify");
        if (verify.code() != 0) {
            wrong.add("verify ends with " + verify.code() + ": " + verify.out() + verify.err());
        }
        for (Path folder : folders) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(file -> file.toString().matches(".*(\\.part|\\.tmp|~)"))
                        .forEach(file -> wrong.add("left behind: " + file));
            }
        }
        return wrong;
    }

    /** Returns the snapshots that a run has promised by its 0 and that are not there. */
    List<String> promised() {
        Set<String> recorded = new HashSet<>(texts("""
                select name || ' ' || to_char(slot at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
                  from snapshot join account using (account_id) where slot is not null
                """));
        return acknowledged.stream()
                .filter(slot -> !recorded.contains(slot))
                .map(slot -> "acknowledged and not there: " + slot)
                .toList();
    }

    /** Notes that what was served until now may be lost: it did not get through, or its run was killed before it was kept. */
    void forgiveWhatWasServed() {
        forgiven.addAll(served().keySet());
    }

    /** Returns what was served and is neither in the inbox nor in the spool; to be called when no run is under way. */
    List<String> fetchedAndLost() throws IOException {
        Set<String> kept = new HashSet<>(texts("""
                select name || ' ' || (extract(epoch from response_time) * 1000)::bigint
                  from balance_response join account using (account_id) where response_time is not null
                """));
        String spooled = String.join("\n", spool(file -> Files.readString(file, StandardCharsets.ISO_8859_1)));
        return served().entrySet().stream()
                .filter(line -> !forgiven.contains(line.getKey()) && !kept.contains(line.getKey()))
                .filter(line -> !spooled.contains(
                        "\"responseTime\":" + line.getValue().responseTime().toEpochMilli()))
                .map(line -> "fetched and lost: " + line.getKey())
                .toList();
    }

    private interface Look {
        String at(Path file) throws IOException;
    }

    private List<String> spool(Look look) throws IOException {
        List<String> seen = new ArrayList<>();
        if (Files.exists(bench.spool)) {
            // The file of the locks stays.
            try (DirectoryStream<Path> files = Files.newDirectoryStream(bench.spool, "[!.]*")) {
                for (Path file : files) {
                    seen.add(look.at(file));
                }
            }
        }
        return seen;
    }

    /** Returns what a run left undone that the next one has to do: the quick part of {@link #check}. */
    List<String> finished() throws IOException {
        List<String> wrong = new ArrayList<>(bench.leaks(seen.toArray(Workbench.Ended[]::new)));
        seen.clear();
        find(wrong, "a pending response", "select response_id from balance_response where state = 'received'");
        find(wrong, "a response in conflict", "select response_id from balance_response where state = 'conflict'");
        find(wrong, "a response stored twice", """
                select account_id, response_time, count(*) from balance_response
                 where state in ('recorded', 'duplicate') group by account_id, response_time having count(*) > 1
                """);
        find(wrong, "a run without an end", """
                select job_execution_id, status from batch.batch_job_execution
                 where end_time is null or status not in ('COMPLETED', 'FAILED', 'STOPPED')
                """);
        find(wrong, "a message that is not one line for people", """
                select exit_message from batch.batch_job_execution where exit_message ~ '[[:cntrl:]]|Exception'
                 union all
                select exit_message from batch.batch_step_execution where exit_message ~ '[[:cntrl:]]|Exception'
                """);
        find(wrong, "a lock", """
                select locktype, mode from pg_locks
                 where (locktype = 'advisory' or mode = 'RowShareLock')
                   and database = (select oid from pg_database where datname = current_database())
                """);
        find(wrong, "a snapshot that is not whole", """
                select account_id, response_time, currency_count, rows
                  from snapshot full join (select account_id, response_time, count(*) as rows
                                             from balance_between('-infinity', 'infinity')
                                            group by account_id, response_time) b
                 using (account_id, response_time)
                 where currency_count is distinct from coalesce(rows, 0)
                """);
        wrong.addAll(promised());
        wrong.addAll(spool(file -> "left in the spool: " + file));
        return wrong;
    }

    /** By account and response time. */
    private Map<String, Served> served() {
        Map<String, Served> served = new HashMap<>();
        for (String account : accounts) {
            bench.exchange.served(Workbench.key(account)).stream()
                    .filter(Served::success)
                    .forEach(line ->
                            served.put(account + " " + line.responseTime().toEpochMilli(), line));
        }
        return served;
    }

    private void snapshots(Map<String, Served> served, List<String> wrong) {
        Map<String, List<String>> rows = new HashMap<>();
        bench.database.sql().query("""
                select name || ' ' || (extract(epoch from response_time) * 1000)::bigint as key,
                       wallet || ' ' || currency || ' ' || balance || ' ' || available_balance as line
                  from snapshot join account using (account_id) left join recorded_balance using (account_id, response_time)
                """, row -> {
            List<String> lines = rows.computeIfAbsent(row.getString("key"), key -> new ArrayList<>());
            if (row.getString("line") != null) {
                lines.add(row.getString("line"));
            }
        });
        rows.forEach((key, lines) -> {
            List<String> sent = served.containsKey(key) ? lines(served.get(key)) : List.of("nothing");
            if (!lines.stream().sorted().toList().equals(sent)) {
                wrong.add(key + " is recorded as " + lines + ", served was " + sent);
            }
        });
        if (rows.size() != bench.database.count("select from snapshot")) {
            wrong.add("a snapshot is recorded twice");
        }
    }

    private void bodies(Map<String, Served> served, List<String> wrong) {
        Map<String, String> hashes = new HashMap<>();
        // A response that was too large to be hashed when it was served has no hash.
        served.forEach((key, line) -> hashes.put(key, line.bodySha256()));
        for (String response : texts("""
                select name || ' ' || coalesce((extract(epoch from response_time) * 1000)::bigint::text, '%s')
                       || ' ' || encode(sha256(body), 'hex')
                  from balance_response join account using (account_id) where state in ('recorded', 'duplicate')
                """.formatted(NO_TIME))) {
            int hash = response.lastIndexOf(' ');
            String sent = hashes.getOrDefault(response.substring(0, hash), "nothing");
            if (sent != null && !sent.equals(response.substring(hash + 1))) {
                wrong.add("kept otherwise than served: " + response);
            }
        }
    }

    private void export(Map<String, Served> served, List<String> wrong) {
        Workbench.Ended run = bench.run("export", "history", "--no-header");
        List<String> exported = run.out()
                .lines()
                .map(line -> line.split(","))
                .map(cell -> String.join(" ", cell[0], cell[2], cell[3], cell[4], cell[5], cell[6]))
                .sorted()
                .toList();
        List<String> sent = texts("""
                        select name || ' ' || (extract(epoch from response_time) * 1000)::bigint
                          from snapshot join account using (account_id)
                        """).stream()
                .filter(served::containsKey)
                .flatMap(key -> lines(served.get(key)).stream().map(line -> exported(key, served.get(key), line)))
                .sorted()
                .toList();
        if (run.code() != 0 || !exported.equals(sent)) {
            wrong.add("exported otherwise than served: " + exported + ", not " + sent + run.err());
        }
    }

    private static String exported(String key, Served served, String line) {
        String time = "%tFT%<tT.%<tLZ".formatted(served.responseTime().atZone(ZoneOffset.UTC));
        return key.substring(0, key.indexOf(' ')) + " " + time + " " + line;
    }

    private static List<String> lines(Served served) {
        return served.holdings().stream().map(Checker::line).sorted().toList();
    }

    private static String line(Holding holding) {
        return WALLET + " " + holding.currency() + " " + holding.balance() + " " + holding.availableBalance();
    }

    private void find(List<String> wrong, String what, String query) {
        bench.database.rows(query).forEach(row -> wrong.add(what + ": " + row));
    }

    private List<String> texts(String query) {
        return bench.database.sql().queryForList(query, String.class);
    }
}
