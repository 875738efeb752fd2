package dev.balancehistory.benchmark;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Measures one run as a whole process, and where its time goes. The others are the usual script, and the same program
 * in the usual way of Spring Boot. Argument: the number of rounds (11). Needs bash, curl, openssl, jq and psql.
 */
public final class StartUp {
    private StartUp() {}

    /** Measures, and prints tables. */
    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 11;
        try (Servers servers = Servers.start();
                Candidates candidates = new Candidates(servers)) {
            candidates.prepare();
            System.out.printf(
                    "Java %s, %d processors, %d rounds%n",
                    Runtime.version(), Runtime.getRuntime().availableProcessors(), rounds);

            measure(candidates, servers, rounds);
        }
    }

    private static void measure(Candidates candidates, Servers servers, int rounds)
            throws IOException, InterruptedException {
        List<Candidate> records = candidates.records();
        List<Candidate> secure = candidates.secureRecords();
        List<Candidate> reports = candidates.reports();
        List<Candidate> steps = candidates.steps();
        // Together, so that the tables can be compared; what stands in two is run once.
        Timed timed = Timed.inTurn(
                Stream.of(records, secure, reports, steps)
                        .flatMap(List::stream)
                        .collect(Collectors.toCollection(LinkedHashSet::new)),
                rounds);
        title("One snapshot");
        timed.printComparison(records);
        title("The same over https, with a password for the database (SCRAM)");
        timed.printComparison(secure);
        if (!reports.isEmpty()) {
            title("Reports");
            timed.printComparison(reports);
        }
        title("Where the time goes");
        timed.printSteps(steps);
        title("The statements of one run");
        // The slot's row stands among the steps only.
        printStatements(
                Stream.of(records, steps.subList(2, 3)).flatMap(List::stream).toList(), servers);
    }

    private static void title(String title) {
        System.out.printf("%n%s%n%n", title);
    }

    private static void printStatements(List<Candidate> records, Servers servers)
            throws IOException, InterruptedException {
        System.out.println("| command | statements | of these job metadata | transactions |");
        System.out.println("|---|---|---|---|");
        for (Candidate candidate : records) {
            String url = candidate.environment().get("SPRING_DATASOURCE_URL");
            Statements.of(candidate, url.substring(url.lastIndexOf('/') + 1), servers)
                    .print(candidate.name());
        }
    }
}
