package dev.balancehistory.cli;

import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.LocalExchange;
import dev.balancehistory.localexchange.Settings;
import dev.balancehistory.postgres.TestDatabase;
import dev.balancehistory.release.Release;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A database and an exchange of a test's own, and the program run against them, in this JVM or in one of its own. */
final class Workbench implements AutoCloseable {
    final TestDatabase database;
    final LocalExchange exchange;
    private final Map<String, String> options = new TreeMap<>();

    Workbench() {
        this(Settings.strict());
    }

    Workbench(Settings settings) {
        this(settings, TestDatabase.create());
    }

    private Workbench(Settings settings, TestDatabase database) {
        this.database = database;
        exchange = LocalExchange.start(settings);
        database.options().forEach(this::option);
    }

    /** Returns one whose database has all tables. */
    static Workbench migrated() {
        return new Workbench(Settings.strict(), TestDatabase.migrated());
    }

    /** How a run of the program ended. */
    record Ended(int code, String out, String err) {}

    /** Adds an account to exchange and configuration: key and secret are made from its name. */
    Workbench account(String name, Holdings holdings) {
        exchange.addAccount(key(name), "secret-" + name, holdings);
        option("--recorder.accounts." + name + ".api-key=" + key(name));
        option("--recorder.accounts." + name + ".api-secret=secret-" + name);
        option("--recorder.accounts." + name + ".base-url=" + exchange.baseUrl());
        return this;
    }

    static String key(String account) {
        return "key-" + account;
    }

    /** Sets one of the program's properties, replacing what it was. */
    Workbench option(String option) {
        options.put(option.substring(0, option.indexOf('=')), option);
        return this;
    }

    /** Takes one of the program's properties away. */
    Workbench without(String name) {
        options.remove("--" + name);
        return this;
    }

    Ended run(String... command) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Ended ended = runInto(out, command);
        return new Ended(ended.code(), out.toString(StandardCharsets.UTF_8), ended.err());
    }

    /** Runs it with this for its standard output, which is not in what is returned. */
    Ended runInto(OutputStream out, String... command) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = new CommandRunner(out, new PrintStream(err)).run(arguments(command));
        return new Ended(code, "", err.toString(StandardCharsets.UTF_8));
    }

    /** Starts the release in a process of its own, its two outputs in files of this folder. */
    Child start(Path folder, String javaOptions, String... command) throws IOException {
        return startIn("exec \"$@\"", folder, javaOptions, command);
    }

    /** Starts it as the {@code "$@"} of a script for bash. */
    Child startIn(String script, Path folder, String javaOptions, String... command) throws IOException {
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
    }
}
