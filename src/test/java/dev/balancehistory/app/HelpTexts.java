package dev.balancehistory.app;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The help of the program and of each of its commands, as printed. */
public final class HelpTexts {
    private HelpTexts() {}

    /** Returns the texts by command line. */
    public static Map<String, String> all() {
        Map<String, String> texts = new TreeMap<>();
        String program = printed("--help");
        texts.put("--help", program);
        commands(program).forEach(command -> texts.put(command + " --help", printed(command, "--help")));
        reports().forEach(report -> texts.put("export " + report + " --help", printed("export", report, "--help")));
        return texts;
    }

    /** Returns the reports that the help of {@code export} lists. */
    static List<String> reports() {
        String names =
                printed("export", "--help").lines().findFirst().orElseThrow().split(" ")[3];
        return List.of(names.split("\\|"));
    }

    /** Returns the commands that the program's help lists. */
    private static List<String> commands(String help) {
        return help.lines()
                .dropWhile(line -> !line.equals("Commands"))
                .skip(1)
                .takeWhile(line -> line.startsWith(" "))
                .map(line -> line.strip().split(" ")[0])
                .toList();
    }

    private static String printed(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new CommandRunner(out, OutputStream.nullOutputStream()).run(arguments);
        return out.toString(StandardCharsets.UTF_8);
    }
}
