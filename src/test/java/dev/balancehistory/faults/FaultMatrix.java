package dev.balancehistory.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;

/** The faults that are tried, as {@code faults/matrix.txt} lists them, and the tests that are tagged with each. */
final class FaultMatrix {
    private static final String ROOT = "dev.balancehistory";

    private FaultMatrix() {}

    /**
     * A line of the list.
     *
     * @param chapter under which it stands
     */
    record Row(String chapter, String id, String fault, String expected) {}

    /**
     * A test with a tag.
     *
     * @param method null where the whole class has it
     */
    private record Tagged(Class<?> test, @Nullable Method method) {
        String path() {
            return "../src/test/java/" + test.getName().replace('.', '/') + ".java";
        }

        /** The name is code, which the rules of language do not apply to. */
        String shown() {
            return method == null ? "the whole class" : "`" + method.getName() + "`";
        }
    }

    static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        String chapter = "";
        for (String line : text().lines().toList()) {
            if (line.startsWith("## ")) {
                chapter = line.substring(3);
            } else if (!line.startsWith("#")) {
                String[] cells = line.split(" \\| ");
                rows.add(new Row(chapter, cells[0], cells[1], cells[2]));
            }
        }
        return rows;
    }

    private static String text() throws IOException {
        try (InputStream in = FaultMatrix.class.getResourceAsStream("/faults/matrix.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
        }
    }

    /** Returns the tests by their tags. Methods that JUnit would not run do not count. */
    private static Map<String, List<Tagged>> tests() {
        Map<String, List<Tagged>> tests = new TreeMap<>();
        classes().forEach(test -> {
            List<Method> run = run(test);
            if (!run.isEmpty()) {
                note(tests, test, new Tagged(test, null));
            }
            run.forEach(method -> note(tests, method, new Tagged(test, method)));
        });
        return tests;
    }

    static List<Class<?>> classes() {
        return ReflectionSupport.findAllClassesInPackage(ROOT, test -> true, name -> name.matches(".*(Test|IT)"))
                .stream()
                .sorted(Comparator.comparing(Class::getName))
                .toList();
    }

    /** Returns the methods of a class that JUnit runs. */
    static List<Method> run(Class<?> test) {
        return Arrays.stream(test.getDeclaredMethods())
                .filter(method -> AnnotationSupport.isAnnotated(method, Testable.class))
                .sorted(Comparator.comparing(Method::getName))
                .toList();
    }

    private static void note(Map<String, List<Tagged>> tests, AnnotatedElement tagged, Tagged test) {
        AnnotationSupport.findRepeatableAnnotations(tagged, Tag.class)
                .forEach(tag -> tests.computeIfAbsent(tag.value(), id -> new ArrayList<>())
                        .add(test));
    }

    /** Returns the ids that tests are tagged with. */
    static List<String> tags() {
        return List.copyOf(tests().keySet());
    }

    /** Returns the page of documentation. */
    static String page() throws IOException {
        Map<String, List<Tagged>> tests = tests();
        StringBuilder page = new StringBuilder("""
                # Faults and their tests

                > A snapshot is stored whole, once, and exactly as the exchange sent it. Otherwise the run reports the reason and ends
                > with a non-zero exit code. A run can be killed, repeated or overlapped at any moment.

                This page is generated from the tests: each is tagged with the faults that it tests. `FaultMatrixTest` fails if a fault
                has no test, or if this page is out of date. `./mvnw test -Dgroups=D5` runs the tests of one fault. Those that start the
                program as a process are the `*IT`: `./mvnw verify -Dgroups=D5`.
                """);
        String chapter = "";
        for (Row row : rows()) {
            if (!row.chapter().equals(chapter)) {
                chapter = row.chapter();
                page.append("\n## ").append(chapter).append("\n\n| | fault | result | tests |\n");
                page.append("|---|---|---|---|\n");
            }
            page.append("| %s | %s | %s | %s |%n"
                    .formatted(row.id(), row.fault(), row.expected(), cell(tests.getOrDefault(row.id(), List.of()))));
        }
        return page.toString();
    }

    private static String cell(List<Tagged> tests) {
        Map<String, List<String>> byTest = new LinkedHashMap<>();
        tests.forEach(tagged -> byTest.computeIfAbsent(
                        "[%s](%s)".formatted(tagged.test().getSimpleName(), tagged.path()), test -> new ArrayList<>())
                .add(tagged.shown()));
        return byTest.isEmpty()
                ? "not yet"
                : String.join(
                        "<br>",
                        byTest.entrySet().stream()
                                .map(test -> test.getKey() + ": " + String.join(", ", test.getValue()))
                                .toList());
    }
}
