package dev.balancehistory.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The memory of a process, from Linux's /proc; elsewhere unknown. */
final class Memory {
    private static final String PEAK = "VmHWM:";

    private Memory() {}

    /** Returns the highest memory in KiB of the process and those it had started then; 0 if unknown. */
    static long watch(Process process) throws InterruptedException {
        long most = 0;
        while (process.isAlive()) {
            try (Stream<ProcessHandle> all = Stream.concat(Stream.of(process.toHandle()), process.descendants())) {
                most = Math.max(most, all.mapToLong(Memory::peak).sum());
            }
            Thread.sleep(1);
        }
        return most;
    }

    private static long peak(ProcessHandle process) {
        Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith(PEAK))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException e) {
            // It has ended, or there is no /proc.
            return 0;
        }
    }
}
