package dev.balancehistory.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The statements that a process sends to the database, by the server's own log.
 *
 * @param all without those that only begin and end transactions
 * @param jobMetadata those of them that name a table or sequence of Spring Batch's
 * @param transactions those that were begun, and one for each statement outside them
 */
record Statements(int all, int jobMetadata, int transactions) {
    /** An entry may have several lines: all but the first begin with a tab. */
    private static final Pattern ENTRY = Pattern.compile(
            "^\\S.* \\[(\\d+)] LOG:  (?:statement|execute [^:]+): (.*(?:\\R\\t.*)*)", Pattern.MULTILINE);

    private static final Pattern JOB_METADATA = Pattern.compile("\\bbatch(\\.|_job|_step)", Pattern.CASE_INSENSITIVE);

    /** Runs it once and counts. */
    static Statements of(Candidate candidate, String database, Servers servers)
            throws IOException, InterruptedException {
        JdbcTemplate sql = servers.sql("postgres");
        Path printed = Files.createTempDirectory("statements").resolve("printed");
        long before = Files.size(servers.log());
        sql.execute("alter database " + database + " set log_statement = 'all'");
        candidate.await(candidate.start(printed), printed);
        sql.execute("alter database " + database + " reset log_statement");
        Files.delete(printed);
        Files.delete(printed.getParent());
        return count(Files.readString(servers.log()).substring((int) before));
    }

    /** Prints it as a line of a table. */
    void print(String name) {
        System.out.printf("| %s | %d | %d | %d |%n", name, all, jobMetadata, transactions);
    }

    private static Statements count(String log) {
        int all = 0;
        int jobMetadata = 0;
        int transactions = 0;
        Set<String> begun = new HashSet<>();
        for (Matcher entry = ENTRY.matcher(log); entry.find(); ) {
            String connection = entry.group(1);
            String statement = entry.group(2).strip().toLowerCase(Locale.ROOT);
            if (statement.startsWith("begin")) {
                begun.add(connection);
                transactions++;
            } else if (statement.equals("commit") || statement.equals("rollback")) {
                begun.remove(connection);
            } else {
                all++;
                jobMetadata += JOB_METADATA.matcher(statement).find() ? 1 : 0;
                transactions += begun.contains(connection) ? 0 : 1;
            }
        }
        return new Statements(all, jobMetadata, transactions);
    }
}
