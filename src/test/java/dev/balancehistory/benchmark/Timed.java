package dev.balancehistory.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Runs candidates in turn, first each once, then each a second time, so that what else the machine does hits all alike.
 */
final class Timed {
    private final Map<String, List<Double>> milliseconds = new LinkedHashMap<>();
    private final Map<String, String> peaks = new LinkedHashMap<>();
    private final Path printed;

    private Timed() throws IOException {
        this.printed = Files.createTempDirectory("start-up").resolve("printed");
    }

    /** Runs each once to warm up, then so many rounds by the clock, then once more to watch its memory. */
    static Timed inTurn(Collection<Candidate> candidates, int rounds) throws IOException, InterruptedException {
        Timed timed = new Timed();
        for (int round = 0; round <= rounds; round++) {
            for (Candidate candidate : candidates) {
                double took = timed.wall(candidate);
                if (round > 0) {
                    timed.milliseconds
                            .computeIfAbsent(candidate.name(), name -> new ArrayList<>())
                            .add(took);
                }
            }
        }
        // Apart from the others: a look every millisecond slows down the observed process.
        for (Candidate candidate : candidates) {
            timed.peaks.put(candidate.name(), timed.peak(candidate));
        }
        Files.deleteIfExists(timed.printed);
        Files.delete(timed.printed.getParent());
        return timed;
    }

    /** Prints how these compare. */
    void printComparison(List<Candidate> chosen) {
        System.out.println("| command | median ms | min–max | against the script | peak memory |");
        System.out.println("|---|---|---|---|---|");
        for (Candidate candidate : chosen) {
            String peer = candidate.peer();
            String ratio =
                    peer == null ? "1" : String.format(Locale.ROOT, "%.1f", median(candidate.name()) / median(peer));
            System.out.println("| " + range(candidate) + " | " + ratio + " | " + peaks.get(candidate.name()) + " |");
        }
    }

    /** Prints what each of these adds to the one before it. */
    void printSteps(List<Candidate> chosen) {
        System.out.println("| process | median ms | min–max | more than the one before |");
        System.out.println("|---|---|---|---|");
        double before = 0;
        for (Candidate candidate : chosen) {
            double median = median(candidate.name());
            System.out.printf(Locale.ROOT, "| %s | %+.0f |%n", range(candidate), median - before);
            before = median;
        }
    }

    private String range(Candidate candidate) {
        List<Double> all = milliseconds.get(candidate.name());
        double least = all.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        double most = all.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        return String.format(
                Locale.ROOT, "%s | %.0f | %.0f–%.0f", candidate.name(), median(candidate.name()), least, most);
    }

    private double median(String name) {
        List<Double> sorted = milliseconds.get(name).stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    private double wall(Candidate candidate) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = candidate.start(printed);
        candidate.await(process, printed);
        return (System.nanoTime() - start) / 1e6;
    }

    private String peak(Candidate candidate) throws IOException, InterruptedException {
        Process process = candidate.start(printed);
        long most = Memory.watch(process);
        candidate.await(process, printed);
        return most == 0 ? "?" : Math.round(most / 1024.0) + " MiB";
    }
}
