package dev.balancehistory.demo;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The commands that a demo that stays prints for another terminal. They need no packaged program. */
final class DemoCommands {
    private DemoCommands() {}

    /**
     * Prints them.
     *
     * @param data the folder of the data; a file beside it gets the arguments of the JVM
     * @param port the port of PostgreSQL
     * @param settings the settings, as options of the command line
     */
    static void print(Path data, int port, List<String> settings) throws IOException {
        Path arguments = Files.write(data.resolveSibling(data.getFileName() + ".args"), arguments(settings));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String url = "postgresql://postgres@localhost:" + port + "/postgres";
        System.out.println("\nBoth servers stay up until Ctrl-C, PostgreSQL at " + url
                + ". In another terminal, any command of the program, such as");
        System.out.println("  " + quoted(java) + " " + quoted("@" + arguments) + " record");
        if (isOnThePath("psql")) {
            System.out.println(
                    "  psql " + url + " -c 'select * from balance_history order by response_time, currency'");
        }
    }

    /** Returns the arguments up to the main class, as the launcher of Java reads them from a file. */
    private static List<String> arguments(List<String> settings) {
        List<String> arguments = new ArrayList<>(List.of("-cp", inFile(System.getProperty("java.class.path"))));
        settings.forEach(setting -> arguments.add(inFile("-D" + setting.substring("--".length()))));
        arguments.add("dev.balancehistory.app.BalanceHistory");
        return arguments;
    }

    private static String inFile(String argument) {
        return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static boolean isOnThePath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** Quotes an argument that a shell would change. */
    static String quoted(String argument) {
        return argument.matches("[A-Za-z0-9_./:=+@-]*") ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
