package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import dev.balancehistory.app.Manifests.Workload;
import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.process.Outcome;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.convert.DurationStyle;

/** The manifests of {@code deploy/kubernetes} give the program only its rights, and their settings take effect. */
class KubernetesTest {
    private static final Path FOLDER = Path.of("deploy/kubernetes");
    private static final String SECRETS = "/run/secrets/balance-history";
    private static final Workload RECORD = workload("record");

    /** The exit codes after which another try gives the same. */
    static List<Integer> finalCodes() {
        return Arrays.stream(Outcome.values())
                .filter(outcome -> outcome.compareTo(Outcome.DONE) > 0 && outcome.compareTo(Outcome.BROKEN_PIPE) < 0)
                .map(Outcome::exitCode)
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @MethodSource("workloads")
    @Tag("C15")
    void aPodHasOnlyTheRightsOfItsWork(Workload workload) {
        At pod = workload.pod();
        At container = workload.container();

        assertThat(pod.at("automountServiceAccountToken").value()).isEqualTo(false);
        assertThat(pod.at("enableServiceLinks").value()).isEqualTo(false);
        assertThat(pod.at("restartPolicy").value()).isEqualTo("Never");
        assertThat(pod.map()).doesNotContainKeys("hostNetwork", "hostPID", "hostIPC", "initContainers");
        Map<String, Object> security = new HashMap<>(pod.at("securityContext").map());
        security.remove("fsGroupChangePolicy");
        assertThat(security)
                .isEqualTo(Map.of(
                        "runAsNonRoot", true,
                        "runAsUser", 10001,
                        "runAsGroup", 10001,
                        "fsGroup", 10001,
                        "seccompProfile", Map.of("type", "RuntimeDefault")));
        assertThat(pod.at("containers").list()).hasSize(1);
        assertThat(container.at("securityContext").map())
                .isEqualTo(Map.of(
                        "allowPrivilegeEscalation",
                        false,
                        "readOnlyRootFilesystem",
                        true,
                        "capabilities",
                        Map.of("drop", List.of("ALL"))));
        assertThat(container.map()).doesNotContainKeys("command", "envFrom", "ports", "lifecycle");
        assertThat(container.at("resources", "limits").map()).containsKey("memory");
        assertThat(container.at("resources", "requests").map()).containsKeys("cpu", "memory");
        for (At volume : pod.at("volumes").list()) {
            assertThat(volume.map())
                    .containsKey("name")
                    .hasSize(2)
                    .containsAnyOf(
                            kind(volume, "configMap"),
                            kind(volume, "secret"),
                            kind(volume, "projected"),
                            kind(volume, "persistentVolumeClaim"),
                            kind(volume, "emptyDir"));
        }
    }

    private static Map.Entry<String, Object> kind(At volume, String kind) {
        return Map.entry(kind, volume.map().getOrDefault(kind, "another kind"));
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void secretsAreFilesThatOnlyTheirPodsSee(Workload workload) {
        for (At variable : workload.container().at("env").list()) {
            assertThat(variable.at("name").text())
                    .isIn(
                            "JOB_NAME",
                            "SPRING_CONFIG_ADDITIONAL_LOCATION",
                            "SPRING_CONFIG_IMPORT",
                            "RECORDER_METRICS_PUSHGATEWAY");
        }
        assertThat(workload.variable("SPRING_CONFIG_IMPORT").text()).isEqualTo("configtree:" + SECRETS + "/");
        assertThat(workload.mount("secrets").at("mountPath").value()).isEqualTo(SECRETS);
        assertThat(workload.mount("secrets").at("readOnly").value()).isEqualTo(true);
        At volume = workload.pod().at("volumes").named("secrets");
        At source = volume.map().containsKey("secret") ? volume.at("secret") : volume.at("projected");
        assertThat(source.at("defaultMode").value())
                .as("for its owner and its group")
                .isEqualTo(0440);
        assertThat(secrets(source))
                .containsExactlyElementsOf(
                        switch (workload.component()) {
                            case "record" -> List.of("balance-history-database", "balance-history-accounts");
                            case "check", "statement" -> List.of("balance-history-database");
                            case "prune", "pack" -> List.of("balance-history-pruner");
                            default -> List.of("balance-history-owner");
                        });
    }

    /** Nothing is tried above that is not there, and nothing reaches a cluster that is not tried. */
    @ParameterizedTest
    @MethodSource("manifests")
    void onlyTheListedObjectsReachACluster(Manifests manifests) {
        boolean statement = manifests.form().endsWith("with statement");
        assertThat(manifests.workloads().map(Workload::component))
                .containsExactlyInAnyOrderElementsOf(
                        manifests.form().equals("migrate")
                                ? List.of("migrate")
                                : Stream.concat(
                                                Stream.of("record", "check", "prune"),
                                                Stream.of("pack", "statement")
                                                        .filter(one ->
                                                                manifests.form().endsWith("with " + one)))
                                        .toList());
        assertThat(manifests.ofKind("PersistentVolumeClaim"))
                .hasSize(manifests.form().equals("migrate") ? 0 : statement ? 2 : 1);
        assertThat(manifests.objects())
                .extracting(object -> object.at("kind").text())
                .isSubsetOf("CronJob", "Job", "ConfigMap", "PersistentVolumeClaim", "NetworkPolicy");
    }

    static List<Manifests> manifests() {
        return Manifests.all();
    }

    static Stream<Workload> workloads() {
        return Manifests.all().stream().flatMap(Manifests::workloads);
    }

    private static List<String> secrets(At source) {
        return source.map().containsKey("secretName")
                ? List.of(source.at("secretName").text())
                : source.at("sources").list().stream()
                        .map(one -> one.at("secret", "name").text())
                        .toList();
    }

    @Test
    void aPermanentFailureIsNotRetried() {
        assertThat(finalCodes()).containsExactly(64, 65, 70, 73, 77, 78);
        fails("FailIndex", load("sharded/record.yaml").at("spec", "jobTemplate", "spec"));
        assertThat(workloads()).allSatisfy(workload -> {
            if (workload.component().equals("check")) {
                assertThat(workload.job().at("backoffLimit").number()).isZero();
            } else {
                fails(workload.job().map().containsKey("completionMode") ? "FailIndex" : "FailJob", workload.job());
            }
        });
    }

    private static void fails(String action, At job) {
        List<At> rules = job.at("podFailurePolicy", "rules").list();
        assertThat(rules).hasSize(2);
        assertThat(rules.get(0).map())
                .isEqualTo(Map.of(
                        "action",
                        action,
                        "onExitCodes",
                        Map.of("containerName", "balance-history", "operator", "In", "values", finalCodes())));
        assertThat(rules.get(1).map())
                .isEqualTo(Map.of(
                        "action",
                        "Ignore",
                        "onPodConditions",
                        List.of(Map.of("type", "DisruptionTarget", "status", "True"))));
    }

    @Test
    void aRunEndsBeforeTheNextTickAndBeforeItIsKilled() throws IOException {
        At cron = RECORD.top().at("spec");
        At job = RECORD.job();
        long interval = seconds("recorder.accounts.main.interval");

        assertThat(cron.at("schedule").text()).isEqualTo("*/" + interval / 60 + " * * * *");
        assertThat(cron.at("timeZone").text()).isEqualTo("Etc/UTC");
        assertThat(cron.at("concurrencyPolicy").text()).isEqualTo("Forbid");
        assertThat(cron.at("startingDeadlineSeconds").number()
                        + job.at("activeDeadlineSeconds").number())
                .isLessThanOrEqualTo(interval);
        assertThat(job.at("activeDeadlineSeconds").number()).isGreaterThan(2 * seconds("recorder.deadline"));
        assertThat(workloads())
                .allSatisfy(workload -> assertThat(workload.pod()
                                .at("terminationGracePeriodSeconds")
                                .number())
                        .isGreaterThan(25));
        assertThat(job.at("backoffLimit").number()).isPositive();
        assertThat(job.at("ttlSecondsAfterFinished").number()).isPositive();
        assertThat(cron.map()).containsKeys("successfulJobsHistoryLimit", "failedJobsHistoryLimit");
    }

    @Test
    void noJobOverlapsItself() {
        assertThat(workloads()
                        .filter(workload -> workload.top().at("kind").text().equals("CronJob")))
                .hasSizeGreaterThan(3)
                .allSatisfy(workload -> assertThat(
                                workload.top().at("spec", "concurrencyPolicy").text())
                        .isEqualTo("Forbid"));
    }

    @Test
    void theRunsWorkingFolderOutlivesItsPod() {
        assertThat(workloads().filter(workload -> workload.component().equals("record")))
                .allSatisfy(record -> {
                    assertThat(record.container().at("workingDir").text())
                            .isEqualTo(record.mount("spool").at("mountPath").text());
                    assertThat(record.pod().at("volumes").named("spool").map()).containsKey("persistentVolumeClaim");
                });
        assertThat(load("base/spool.yaml").at("spec", "accessModes").value()).isEqualTo(List.of("ReadWriteOncePod"));
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void noPodAcceptsConnectionsAndOnlyTheRecorderReachesTheInternet(Manifests manifests) {
        if (manifests.form().equals("migrate")) {
            return;
        }
        List<At> policies = manifests.ofKind("NetworkPolicy");
        assertThat(policies).hasSize(manifests.form().endsWith("with metrics") ? 3 : 2);
        At everyPod = policies.get(0).at("spec");
        assertThat(everyPod.at("policyTypes").value()).isEqualTo(List.of("Ingress", "Egress"));
        assertThat(everyPod.at("ingress").list()).isEmpty();
        assertThat(ports(everyPod)).containsExactly(53, 53, 5432);
        for (At policy : policies.subList(1, policies.size())) {
            assertThat(policy.at("spec", "podSelector", "matchLabels").map())
                    .containsEntry("app.kubernetes.io/component", "record");
            assertThat(policy.at("spec", "policyTypes").value()).isEqualTo(List.of("Egress"));
            assertThat(policy.at("spec", "egress").list())
                    .singleElement()
                    .satisfies(rule -> assertThat(rule.at("to").list()).isNotEmpty());
        }
        At exchange = policies.get(1).at("spec");
        assertThat(ports(exchange)).containsExactly(443);
        assertThat(exchange.at("egress")
                        .list()
                        .get(0)
                        .at("to")
                        .list()
                        .get(0)
                        .at("ipBlock", "except")
                        .value())
                .asInstanceOf(LIST)
                .contains("10.0.0.0/8", "169.254.0.0/16");
    }

    private static List<Object> ports(At policy) {
        return policy.at("egress").list().stream()
                .flatMap(rule -> rule.at("ports").list().stream())
                .map(port -> port.at("port").value())
                .toList();
    }

    /** The setting is one that there is, and its port is let through. */
    @Test
    void theRecorderAloneReachesTheConfiguredPushgateway() {
        At patch = load("metrics/record.yaml").at("spec", "jobTemplate", "spec", "template", "spec", "containers");
        At variable = patch.named("balance-history").at("env").list().get(0);
        URI gateway = URI.create(variable.at("value").text());

        assertThat(variable.at("name").text().toLowerCase(Locale.ROOT).replace('_', '.'))
                .isEqualTo("recorder.metrics.pushgateway");
        assertThat(gateway.getScheme()).isEqualTo("https");
        assertThat(ports(load("metrics/network.yaml").at("spec"))).containsExactly(gateway.getPort());
        assertThat(workloads().filter(workload -> workload.form().endsWith("with metrics")))
                .allSatisfy(
                        workload -> assertThat(workload.container().at("env").list())
                                .extracting(one -> one.at("name").text())
                                .filteredOn("RECORDER_METRICS_PUSHGATEWAY"::equals)
                                .hasSize(workload.component().equals("record") ? 1 : 0));
    }

    /** As a cluster would: files in a folder that a link points to, and what Kubernetes knows put into the arguments. */
    @Test
    void theProgramRunsWithTheConfigurationOfThePod(@TempDir Path folder) throws IOException {
        try (Workbench bench = new Workbench().account("main", Holdings.seed())) {
            Path mounted = Files.createDirectories(folder.resolve("..2026_11_21_10_00_00.1"));
            Files.createSymbolicLink(folder.resolve("..data"), mounted.getFileName());
            for (String property : List.of("recorder.accounts.main.api-key", "recorder.accounts.main.api-secret")) {
                Files.writeString(mounted.resolve(property), property.endsWith("key") ? "key-main\n" : "secret-main\n");
                Files.createSymbolicLink(folder.resolve(property), Path.of("..data", property));
                bench.without(property);
            }
            long minute = Instant.now().getEpochSecond() / 60;
            assertThat(RECORD.variable("SPRING_CONFIG_ADDITIONAL_LOCATION").text())
                    .isEqualTo("file:"
                            + RECORD.mount("configuration").at("mountPath").text() + "/");
            bench.option("--spring.config.import=configtree:" + folder + "/")
                    .option("--spring.config.additional-location=file:" + FOLDER.resolve("base") + "/");

            Workbench.Ended record =
                    bench.run(arguments(RECORD.container(), Map.of("JOB_NAME", "balance-history-" + minute)));
            Workbench.Ended check = bench.run(arguments(workload("check").container(), Map.of()));
            Workbench.Ended prune = bench.run(arguments(workload("prune").container(), Map.of()));
            Workbench.Ended migrate = bench.run(arguments(workload("migrate").container(), Map.of()));

            assertThat(record.code()).as(record.err()).isZero();
            assertThat(check.code()).as(check.err() + check.out()).isZero();
            assertThat(prune.code()).as(prune.err()).isZero();
            assertThat(migrate.code()).as(migrate.err()).isZero();
            assertThat(bench.database.value("select extract(epoch from slot)::bigint / 60 from snapshot", Long.class))
                    .isEqualTo(minute);
            assertThat(bench.database.value(
                            "select extract(epoch from expected_interval)::int from account", Integer.class))
                    .isEqualTo(300);
        }
    }

    @Test
    void theStatementIsWrittenToItsClaim(@TempDir Path folder) {
        At container = load("statement/statement.yaml")
                .at("spec", "jobTemplate", "spec", "template", "spec", "containers")
                .named("balance-history");
        String mount =
                container.at("volumeMounts").named("statements").at("mountPath").text();
        String[] arguments = arguments(container, Map.of());
        assertThat(arguments).contains("--output=" + mount);
        try (Workbench bench = new Workbench().account("main", Holdings.seed())) {
            assertThat(bench.run("record").code()).isZero();
            Workbench.Ended run = bench.run(Arrays.stream(arguments)
                    .map(argument -> argument.replace(mount, folder.toString()))
                    .toArray(String[]::new));

            assertThat(run.code())
                    .as("no snapshot of last month: %s", run.err())
                    .isEqualTo(75);
            assertThat(folder).isDirectoryContaining(file -> file.toString().endsWith(".html"));
        }
    }

    @Test
    void thePodsOfAShardedJobTakeEachAccountOnce() throws IOException {
        At job = load("sharded/record.yaml").at("spec", "jobTemplate", "spec");
        At container = job.at("template", "spec", "containers").named("balance-history");
        int shares = (int) job.at("completions").number();
        assertThat(job.at("completionMode").text()).isEqualTo("Indexed");
        assertThat(job.at("parallelism").number()).isEqualTo(shares);
        assertThat(container.at("args").value())
                .asInstanceOf(LIST)
                .contains("--shard=$(JOB_COMPLETION_INDEX)/" + shares);
        assertThat(job.map()).containsEntry("backoffLimit", null);
        assertThat(job.at("backoffLimitPerIndex").number()).isPositive();
        assertThat(container.at("volumeMounts").named("spool").at("subPathExpr").text())
                .contains("$(JOB_COMPLETION_INDEX)");
        assertThat(load("sharded/spool.yaml").at("spec", "accessModes").value()).isEqualTo(List.of("ReadWriteMany"));

        try (Workbench bench = new Workbench();
                PushTarget pushgateway = new PushTarget()) {
            bench.option("--recorder.metrics.pushgateway=" + pushgateway.url());
            List<String> accounts = List.of("hedge", "main", "otc");
            accounts.forEach(account -> bench.account(account, Holdings.seed()));
            for (int index = 0; index < shares; index++) {
                Map<String, String> known = Map.of(
                        "JOB_NAME",
                        "balance-history-" + Instant.now().getEpochSecond() / 60,
                        "JOB_COMPLETION_INDEX",
                        String.valueOf(index));
                Workbench.Ended run = bench.run(arguments(container, known));
                assertThat(run.code()).as(run.err()).isZero();
            }
            assertThat(accounts)
                    .allSatisfy(account -> assertThat(bench.exchange.requests("key-" + account))
                            .isEqualTo(1));
            assertThat(pushgateway.groups())
                    .as("none replaces what another has pushed")
                    .hasSize(shares)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void theImageIsThisVersion() throws IOException {
        Matcher version = Pattern.compile("<artifactId>balance-history</artifactId>\\s*<version>(.*?)</version>")
                .matcher(Files.readString(Path.of("pom.xml")));
        assertThat(version.find()).isTrue();
        for (String folder : List.of("base", "migrate")) {
            assertThat(load(folder + "/kustomization.yaml")
                            .at("images")
                            .list()
                            .get(0)
                            .at("newTag")
                            .text())
                    .as(folder)
                    .isEqualTo(version.group(1));
        }
    }

    private static String[] arguments(At container, Map<String, String> known) {
        return container.at("args").list().stream()
                .map(At::text)
                .map(argument -> Pattern.compile("\\$\\(([A-Z_]+)\\)")
                        .matcher(argument)
                        .replaceAll(name -> known.get(name.group(1))))
                .toArray(String[]::new);
    }

    private static long seconds(String property) throws IOException {
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(FOLDER.resolve("base/application.properties"))) {
            properties.load(reader);
        }
        return DurationStyle.detectAndParse(properties.getProperty(property)).toSeconds();
    }

    private static Workload workload(String component) {
        return workloads()
                .filter(workload -> workload.component().equals(component))
                .findFirst()
                .orElseThrow();
    }

    private static At load(String file) {
        return At.all(FOLDER.resolve(file)).get(0);
    }
}
