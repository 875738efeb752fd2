package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.support.CleanProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * The objects of {@code deploy/kubernetes} in a cluster, as {@code kubectl kustomize} renders them with their overlays.
 * Without kubectl, they are the files as written.
 */
record Manifests(String form, List<At> objects) {
    private static final Path FOLDER = Path.of("deploy/kubernetes");

    /** A copy, in which a component is switched on. */
    private static final Path COPY = Path.of("target/manifests");

    private static final List<Manifests> ALL = read();

    /** A CronJob or Job of them. */
    record Workload(String form, At top) {
        String name() {
            return top.at("metadata", "name").text();
        }

        At job() {
            return top.at("kind").text().equals("CronJob") ? top.at("spec", "jobTemplate", "spec") : top.at("spec");
        }

        At pod() {
            return job().at("template", "spec");
        }

        At container() {
            return pod().at("containers").list().get(0);
        }

        At variable(String name) {
            return container().at("env").named(name).at("value");
        }

        At mount(String name) {
            return container().at("volumeMounts").named(name);
        }

        String component() {
            return job().at("template", "metadata", "labels", "app.kubernetes.io/component")
                    .text();
        }

        @Override
        public String toString() {
            return name() + " of " + form;
        }
    }

    static List<Manifests> all() {
        return ALL;
    }

    static Manifests of(String form) {
        return ALL.stream()
                .filter(manifests -> manifests.form.equals(form))
                .findFirst()
                .orElseThrow();
    }

    Stream<Workload> workloads() {
        return objects.stream()
                .filter(object -> object.at("kind").text().endsWith("Job"))
                .map(object -> new Workload(form, object));
    }

    List<At> ofKind(String kind) {
        return objects.stream()
                .filter(object -> object.at("kind").text().equals(kind))
                .toList();
    }

    @Override
    public String toString() {
        return form;
    }

    private static List<Manifests> read() {
        try {
            if (!kubectl("version", "--client").isBlank()) {
                System.out.println("The manifests are tried as kubectl renders them");
                return rendered();
            }
        } catch (IOException e) {
            System.out.println(
                    "No kubectl: the manifests are tried as they are written, and what the overlays change is not");
        }
        return Stream.of("base", "migrate").map(Manifests::written).toList();
    }

    private static Manifests written(String form) {
        try (Stream<Path> files = Files.list(FOLDER.resolve(form))) {
            return new Manifests(
                    form,
                    files.filter(file -> file.toString().endsWith(".yaml") && !file.endsWith("kustomization.yaml"))
                            .flatMap(file -> At.all(file).stream())
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Manifests> rendered() throws IOException {
        List<Manifests> all = new ArrayList<>();
        for (String form : List.of("base", "migrate", "sharded")) {
            all.add(new Manifests(
                    form, At.all(kubectl("kustomize", FOLDER.resolve(form).toString()))));
        }
        all.addAll(renderedWith("metrics"));
        all.addAll(renderedWith("pack"));
        all.addAll(renderedWith("statement"));
        return List.copyOf(all);
    }

    private static List<Manifests> renderedWith(String component) throws IOException {
        FileSystemUtils.deleteRecursively(COPY);
        FileSystemUtils.copyRecursively(FOLDER, COPY);
        Path base = COPY.resolve("base/kustomization.yaml");
        String text = Files.readString(base);
        String switched = text.replace("#components:", "components:")
                .replace("\n#  - ../" + component + "\n", "\n  - ../" + component + "\n");
        assertThat(switched).contains("\n  - ../" + component + "\n");
        Files.writeString(base, switched);
        List<Manifests> all = new ArrayList<>();
        for (String form : List.of("base", "sharded")) {
            all.add(new Manifests(
                    form + " with " + component,
                    At.all(kubectl("kustomize", COPY.resolve(form).toString()))));
        }
        return all;
    }

    private static String kubectl(String... words) throws IOException {
        List<String> line = new ArrayList<>(List.of("kubectl"));
        line.addAll(List.of(words));
        Process process = CleanProcess.of(line)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String out = new String(process.getInputStream().readAllBytes());
        assertThat(process.onExit().join().exitValue()).as(line.toString()).isZero();
        return out;
    }
}
