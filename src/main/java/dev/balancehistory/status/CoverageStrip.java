package dev.balancehistory.status;

import dev.balancehistory.archive.Coverage;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Draws the snapshots of the last 24 hours, with a block for each half hour. */
final class CoverageStrip {
    private enum Cell {
        RECORDED('r', '█', "recorded"),
        PARTLY('p', '▄', "partly"),
        MISSING('m', '░', "missing"),
        WAITING('w', '▂', "waiting in the spool"),
        NONE('n', '·', "none expected"),
        BEFORE('b', ' ', "");

        private final char letter;
        private final char block;
        private final String meaning;

        Cell(char letter, char block, String meaning) {
            this.letter = letter;
            this.block = block;
            this.meaning = meaning;
        }
    }

    private CoverageStrip() {}

    /** Returns a line for each account and one that explains the blocks; none without an account. */
    static List<String> lines(List<Coverage> coverages) {
        if (coverages.isEmpty()) {
            return List.of();
        }
        int width = coverages.stream()
                .mapToInt(coverage -> coverage.account().length())
                .max()
                .orElseThrow();
        Stream<String> strips = coverages.stream()
                .map(coverage -> coverage.account()
                        + " ".repeat(width - coverage.account().length())
                        + "  │" + blocks(coverage.cells()) + "│");
        return Stream.concat(strips, Stream.of("last 24 hours, a block is half an hour: " + legend()))
                .toList();
    }

    private static String blocks(String cells) {
        String blocks = cells;
        for (Cell cell : Cell.values()) {
            blocks = blocks.replace(cell.letter, cell.block);
        }
        return blocks;
    }

    private static String legend() {
        return Stream.of(Cell.values())
                .filter(cell -> !cell.meaning.isEmpty())
                .map(cell -> cell.block + " " + cell.meaning)
                .collect(Collectors.joining("  "));
    }
}
