package dev.balancehistory.archive;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The chain of seals of an account, computed as {@code docs/seal.md} defines it from rows read by JDBC. It shares no code
 * with the program, so that it checks the program.
 */
public final class SealedChain {
    private static final String ACCOUNTS = """
            select account_id from account union select account_id from snapshot order by account_id
            """;

    private static final String LINKS = """
            select s.account_id, a.name, a.exchange, r.format, s.sequence, s.response_time, s.slot, s.time_source, r.body,
                   r.body_sha256, s.content_sha256, s.currency_count, s.seal
              from snapshot s
              left join account a on a.account_id = s.account_id
              left join balance_response r on r.account_id = s.account_id and r.response_id = s.response_id
             where s.account_id = ?
             order by s.sequence
            """;

    private static final String BALANCES = """
            select wallet, currency, balance::text, available_balance::text
              from recorded_balance
             where account_id = ? and response_time = ?
             order by wallet collate "C", currency collate "C"
            """;

    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'");

    private final JdbcTemplate sql;
    private final int accountId;
    private final List<Link> links;

    private SealedChain(JdbcTemplate sql, int accountId) {
        this.sql = sql;
        this.accountId = accountId;
        this.links = sql.query(LINKS, (row, number) -> link(row), accountId);
    }

    /** Returns the chain of an account. */
    public static SealedChain of(JdbcTemplate sql, int accountId) {
        return new SealedChain(sql, accountId);
    }

    /** Returns whatever does not fit in the chain of any account, a line each. */
    public static List<String> flaws(JdbcTemplate sql) {
        return sql.queryForList(ACCOUNTS, Integer.class).stream()
                .flatMap(account -> of(sql, account).flaws().stream())
                .toList();
    }

    /** A snapshot, and its balances as one line each. */
    private record Link(
            String name,
            long sequence,
            String text,
            byte[] seal,
            OffsetDateTime responseTime,
            int count,
            byte[] contentSha256,
            byte[] body,
            byte[] bodySha256,
            List<String> balances) {}

    private Link link(ResultSet row) throws SQLException {
        OffsetDateTime responseTime = row.getObject("response_time", OffsetDateTime.class);
        OffsetDateTime slot = row.getObject("slot", OffsetDateTime.class);
        String text = String.join(
                "\n",
                "balance-history-seal/1",
                "account=" + row.getString("name"),
                "exchange=" + row.getString("exchange"),
                "format=" + row.getString("format"),
                "sequence=" + row.getLong("sequence"),
                "response_time=" + utc(responseTime),
                "slot=" + (slot == null ? "" : utc(slot)),
                "time_source=" + row.getString("time_source"),
                "body_sha256=" + hex(row.getBytes("body_sha256")),
                "content_sha256=" + hex(row.getBytes("content_sha256")),
                "count=" + row.getInt("currency_count"),
                "");
        return new Link(
                row.getString("name"),
                row.getLong("sequence"),
                text,
                row.getBytes("seal"),
                responseTime,
                row.getInt("currency_count"),
                row.getBytes("content_sha256"),
                row.getBytes("body"),
                row.getBytes("body_sha256"),
                balances(responseTime));
    }

    private List<String> balances(OffsetDateTime responseTime) {
        return sql.query(
                BALANCES,
                (row, number) ->
                        String.join(" ", row.getString(1), row.getString(2), row.getString(3), row.getString(4)) + "\n",
                accountId,
                responseTime);
    }

    private static String utc(OffsetDateTime time) {
        return MICROSECONDS.format(time.withOffsetSameInstant(ZoneOffset.UTC));
    }

    private static String hex(byte[] bytes) {
        return bytes == null ? "" : HexFormat.of().formatHex(bytes);
    }

    /** Returns whatever does not fit, a line each. */
    public List<String> flaws() {
        List<String> flaws = new ArrayList<>();
        long expected = 1;
        byte[] before = new byte[32];
        for (Link link : links) {
            String which = "%s %s (sequence %d)".formatted(link.name(), link.responseTime(), link.sequence());
            if (link.sequence() != expected) {
                flaws.add("out of sequence: " + which + " where " + expected + " was expected");
            }
            if (!Arrays.equals(link.seal(), seal(before, link))) {
                flaws.add("wrongly sealed: " + which);
            }
            if (link.count() != link.balances().size()
                    || !Arrays.equals(link.contentSha256(), sha256(bytes(String.join("", link.balances()))))) {
                flaws.add("other balances than sealed: " + which);
            }
            if (link.body() != null && !Arrays.equals(link.bodySha256(), sha256(link.body()))) {
                flaws.add("another body than sealed: " + which);
            }
            expected = link.sequence() + 1;
            before = link.seal();
        }
        return flaws;
    }

    /** Stores the seals that follow from the rows as they are now, of these sequences. */
    public void recompute(long first, long last) {
        byte[] before = new byte[32];
        for (Link link : links) {
            boolean stored = first <= link.sequence() && link.sequence() <= last;
            before = stored ? seal(before, link) : link.seal();
            if (stored) {
                store(link, before);
            }
        }
    }

    /** Stores seals that do not contain the seal before them. */
    public void recomputeWithoutTheSealBefore() {
        links.forEach(link -> store(link, seal(new byte[32], link)));
    }

    private void store(Link link, byte[] seal) {
        sql.update(
                "update snapshot set seal = ? where account_id = ? and sequence = ?", seal, accountId, link.sequence());
    }

    private static byte[] seal(byte[] before, Link link) {
        byte[] text = bytes(link.text());
        byte[] both = Arrays.copyOf(before, before.length + text.length);
        System.arraycopy(text, 0, both, before.length, text.length);
        return sha256(both);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
