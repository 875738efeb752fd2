package dev.balancehistory.app;

import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.LocalExchange;
import dev.balancehistory.localexchange.Settings;
import dev.balancehistory.localexchange.venue.Venue;
import dev.balancehistory.postgres.TestDatabase;
import dev.balancehistory.release.Release;
import dev.balancehistory.support.Patience;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/** A database and an exchange of a test's own, and the program run against them, in this JVM or in one of its own. */
public final class Workbench implements AutoCloseable {
    public final TestDatabase database;
    public final LocalExchange exchange;

    /** The folder of its spool, once it exists. */
    public final Path spool;

    private final Map<String, String> options = new TreeMap<>();
    private final String venue;

    /** Uses a database that has all tables. */
    public Workbench() {
        this(Settings.strict());
    }

    /** Uses a database that has all tables. */
    public Workbench(Settings settings) {
        this(settings, TestDatabase.migrated());
    }

    /** Uses a database that is there, and drops it at the end. */
    public Workbench(Settings settings, TestDatabase database) {
        this(LocalExchange.start(settings), "bitfront", database);
    }

    private Workbench(LocalExchange exchange, String venue, TestDatabase database) {
        this.database = database;
        this.venue = venue;
        this.exchange = exchange;
        database.options().forEach(this::option);
        spool = Path.of(System.getProperty("java.io.tmpdir"), "spool-of-" + database.name());
        option("--recorder.spool-dir=" + spool);
        // No application.properties of the working directory.
        option("--spring.config.location=classpath:/");
        // A slow machine is no fault: a test of a limit sets a short one.
        option("--recorder.deadline=" + Patience.LIMIT);
        option("--recorder.http.connect-timeout=" + Patience.LIMIT);
        option("--recorder.http.read-timeout=" + Patience.LIMIT);
    }

    /** Returns one whose exchange is a living one. */
    public static Workbench of(Venue venue, Settings settings) {
        return of(venue, settings, TestDatabase.migrated());
    }

    /** Returns one whose exchange is a living one, and drops the database at the end. */
    static Workbench of(Venue venue, Settings settings, TestDatabase database) {
        return new Workbench(LocalExchange.start(venue, settings), venue.word(), database);
    }

    /** Returns one whose database has no table: its first run migrates it. */
    public static Workbench empty() {
        return new Workbench(Settings.strict(), TestDatabase.create());
    }

    /** Returns the files of its spool, oldest first, without that of the locks. */
    public List<Path> spooled() {
        if (!Files.isDirectory(spool)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(spool)) {
            return files.filter(file -> !file.endsWith(".lock")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How a run of the program ended. */
    public record Ended(int code, String out, String err) {}

    /** Adds an account to exchange and configuration: key and secret are made from its name. */
    public Workbench account(String name, Holdings holdings) {
        exchange.addAccount(key(name), "secret-" + name, holdings);
        option("--recorder.accounts." + name + ".api-key=" + key(name));
        option("--recorder.accounts." + name + ".api-secret=secret-" + name);
        option("--recorder.accounts." + name + ".base-url=" + exchange.baseUrl());
        option("--recorder.accounts." + name + ".exchange=" + venue);
        return this;
    }

    /** Returns all of the program's properties, as on its command line. */
    List<String> properties() {
        return List.copyOf(options.values());
    }

    public static String key(String account) {
        return "key-" + account;
    }

    /** Sets one of the program's properties, replacing what it was. */
    public Workbench option(String option) {
        options.put(option.substring(0, option.indexOf('=')), option);
        return this;
    }

    /** Takes one of the program's properties away. */
    public Workbench without(String name) {
        options.remove("--" + name);
        return this;
    }

    /** Removes all properties of an account. */
    Workbench withoutAccount(String name) {
        options.keySet().removeIf(option -> option.startsWith("--recorder.accounts." + name + "."));
        return this;
    }

    /** Returns the secrets: keys, API secrets and the database's password, unless that is as well known as its user. */
    public List<String> secrets() {
        return List.copyOf(secretOptions().values());
    }

    /** The same with their properties. */
    Map<String, String> secretOptions() {
        Map<String, String> secrets = new TreeMap<>();
        options.forEach((name, option) -> {
            String value = option.substring(name.length() + 1);
            if (name.matches(".*(api-key|api-secret|password|ping\\.url)") && !value.equals(database.user())) {
                secrets.put(name.substring(2), value);
            }
        });
        return secrets;
    }

    /** Returns where one of them is, a line each: in any row of any table, in the spool, or in what these runs have shown. */
    public List<String> leaks(Ended... runs) throws IOException {
        Canaries canaries = Canaries.of(secrets());
        List<String> found = new ArrayList<>(canaries.in("the database", String.join("\n", database.everything())));
        if (Files.exists(spool)) {
            found.addAll(canaries.inFiles(spool));
        }
        for (Ended run : runs) {
            found.addAll(canaries.in("the output of a run", run.out() + "\n" + run.err()));
        }
        return found;
    }

    public Ended run(String... command) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Ended ended = runInto(out, command);
        return new Ended(ended.code(), out.toString(StandardCharsets.UTF_8), ended.err());
    }

    /** Runs it with this for its standard output, which is not in what is returned. */
    public Ended runInto(OutputStream out, String... command) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = new CommandRunner(out, new PrintStream(err)).run(arguments(command));
        return new Ended(code, "", err.toString(StandardCharsets.UTF_8));
    }

    /** Starts the release in a process of its own, its two outputs in files of this folder. */
    public Child start(Path folder, String javaOptions, String... command) throws IOException {
        return startIn("exec \"$@\"", folder, javaOptions, command);
    }

    /** Starts it as the {@code "$@"} of a script for bash. */
    public Child startIn(String script, Path folder, String javaOptions, String... command) throws IOException {
        List<String> line = new ArrayList<>(List.of("bash", "-c", script, "bash"));
        line.add(Release.command());
        line.addAll(List.of(arguments(command)));
        return Child.start(
                line, Map.of("JAVA_HOME", System.getProperty("java.home"), "JAVA_OPTS", javaOptions), folder);
    }

    private String[] arguments(String... command) {
        Map<String, String> all = new TreeMap<>(options);
        List<String> words = new ArrayList<>();
        for (String word : command) {
            String name = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
            if (all.containsKey(name)) {
                all.put(name, word);
            } else {
                words.add(word);
            }
        }
        words.addAll(all.values());
        return words.toArray(String[]::new);
    }

    @Override
    public void close() {
        exchange.close();
        database.close();
        FileSystemUtils.deleteRecursively(spool.toFile());
    }
}
