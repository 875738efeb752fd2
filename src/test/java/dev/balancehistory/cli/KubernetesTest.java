package dev.balancehistory.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import dev.balancehistory.balance.Outcome;
import dev.balancehistory.localexchange.Holdings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.convert.DurationStyle;

/** What {@code deploy/kubernetes} lets the program do, and that the program does what it is told there. */
class KubernetesTest {
    private static final Path FOLDER = Path.of("deploy/kubernetes");
    private static final String SECRETS = "/run/secrets/balance-history";

    /** The exit codes after which another try gives the same. */
    static List<Integer> finalCodes() {
        return Arrays.stream(Outcome.values())
                .filter(outcome -> outcome.compareTo(Outcome.DONE) > 0 && outcome.compareTo(Outcome.READER_GONE) < 0)
                .map(ExitCode::of)
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"base/record.yaml", "base/check.yaml", "migrate/migrate.yaml"})
    @Tag("C15")
    void aPodMayDoNoMoreThanItsWorkNeeds(String file) {
        At pod = pod(file);

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
        assertThat(container(file).at("securityContext").map())
                .isEqualTo(Map.of(
                        "allowPrivilegeEscalation",
                        false,
                        "readOnlyRootFilesystem",
                        true,
                        "capabilities",
                        Map.of("drop", List.of("ALL"))));
        assertThat(container(file).at("resources", "limits").map()).containsKey("memory");
        assertThat(container(file).at("resources", "requests").map()).containsKeys("cpu", "memory");
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
    @ValueSource(strings = {"base/record.yaml", "base/check.yaml", "migrate/migrate.yaml"})
    void secretsAreFilesThatOnlyTheirPodsSee(String file) {
        for (At variable : container(file).at("env").list()) {
            assertThat(variable.at("name").text())
                    .isIn("JOB_NAME", "SPRING_CONFIG_ADDITIONAL_LOCATION", "SPRING_CONFIG_IMPORT");
        }
        assertThat(variable(file, "SPRING_CONFIG_IMPORT")).isEqualTo("configtree:" + SECRETS + "/");
        assertThat(mount(file, "secrets").at("mountPath").value()).isEqualTo(SECRETS);
        assertThat(mount(file, "secrets").at("readOnly").value()).isEqualTo(true);
        At volume = named(pod(file).at("volumes"), "secrets");
        At source = volume.map().containsKey("secret") ? volume.at("secret") : volume.at("projected");
        assertThat(source.at("defaultMode").value())
                .as("for its owner and its group")
                .isEqualTo(0440);
        assertThat(secrets(source))
                .containsExactlyElementsOf(
                        switch (file) {
                            case "base/record.yaml" -> List.of("balance-history-database", "balance-history-accounts");
                            case "base/check.yaml" -> List.of("balance-history-database");
                            default -> List.of("balance-history-owner");
                        });
    }

    private static List<String> secrets(At source) {
        return source.map().containsKey("secretName")
                ? List.of(source.at("secretName").text())
                : source.at("sources").list().stream()
                        .map(one -> one.at("secret", "name").text())
                        .toList();
    }

    @Test
    void whatCanNotHelpIsNotTriedAgain() {
        assertThat(finalCodes()).containsExactly(64, 65, 70, 73, 77, 78);
        fails("FailJob", job("base/record.yaml"));
        fails("FailJob", load("migrate/migrate.yaml").at("spec"));
        fails("FailIndex", job("sharded/record.yaml"));
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
    void aTickIsOverBeforeTheNextAndARunBeforeItIsKilled() throws IOException {
        At cron = load("base/record.yaml").at("spec");
        At job = job("base/record.yaml");
        long interval = seconds("recorder.accounts.main.interval");

        assertThat(cron.at("schedule").text()).isEqualTo("*/" + interval / 60 + " * * * *");
        assertThat(cron.at("timeZone").text()).isEqualTo("Etc/UTC");
        assertThat(cron.at("concurrencyPolicy").text()).isEqualTo("Forbid");
        assertThat(cron.at("startingDeadlineSeconds").number()
                        + job.at("activeDeadlineSeconds").number())
                .isLessThanOrEqualTo(interval);
        assertThat(job.at("activeDeadlineSeconds").number()).isGreaterThan(2 * seconds("recorder.deadline"));
        assertThat(pod("base/record.yaml").at("terminationGracePeriodSeconds").number())
                .isGreaterThan(25);
        assertThat(job.at("backoffLimit").number()).isPositive();
        assertThat(job.at("ttlSecondsAfterFinished").number()).isPositive();
        assertThat(cron.map()).containsKeys("successfulJobsHistoryLimit", "failedJobsHistoryLimit");
    }

    @Test
    void theRunsWorkingFolderOutlivesItsPod() {
        assertThat(container("base/record.yaml").at("workingDir").text())
                .isEqualTo(mount("base/record.yaml", "spool").at("mountPath").text());
        assertThat(named(pod("base/record.yaml").at("volumes"), "spool").map()).containsKey("persistentVolumeClaim");
    }

    @Test
    void nobodyCallsInAndOnlyTheRecorderCallsTheExchange() {
        List<At> policies = all("base/network.yaml");
        assertThat(policies).hasSize(2);
        At everyPod = policies.get(0).at("spec");
        assertThat(everyPod.at("policyTypes").value()).isEqualTo(List.of("Ingress", "Egress"));
        assertThat(everyPod.at("ingress").list()).isEmpty();
        assertThat(everyPod.at("egress").list().stream().flatMap(rule -> rule.at("ports").list().stream()))
                .extracting(port -> port.at("port").value())
                .containsExactly(53, 53, 5432);
        At recorder = policies.get(1).at("spec");
        assertThat(recorder.at("podSelector", "matchLabels").map())
                .containsEntry("app.kubernetes.io/component", "record");
        assertThat(recorder.at("egress").list()).hasSize(1);
        At exchange = recorder.at("egress").list().get(0);
        assertThat(exchange.at("ports").value()).isEqualTo(List.of(Map.of("protocol", "TCP", "port", 443)));
        assertThat(exchange.at("to").list().get(0).at("ipBlock", "except").value())
                .asInstanceOf(LIST)
                .contains("10.0.0.0/8", "169.254.0.0/16");
    }

    /** As a cluster would: files in a folder that a link points to, and what Kubernetes knows put into the arguments. */
    @Test
    void theProgramRunsAsItIsToldThere(@TempDir Path folder) throws IOException {
        try (Workbench bench = Workbench.migrated().account("main", Holdings.seed())) {
            Path mounted = Files.createDirectories(folder.resolve("..2026_11_21_10_00_00.1"));
            Files.createSymbolicLink(folder.resolve("..data"), mounted.getFileName());
            for (String property : List.of("recorder.accounts.main.api-key", "recorder.accounts.main.api-secret")) {
                Files.writeString(mounted.resolve(property), property.endsWith("key") ? "key-main\n" : "secret-main\n");
                Files.createSymbolicLink(folder.resolve(property), Path.of("..data", property));
                bench.without(property);
            }
            long minute = Instant.now().getEpochSecond() / 60;
            assertThat(variable("base/record.yaml", "SPRING_CONFIG_ADDITIONAL_LOCATION"))
                    .isEqualTo("file:"
                            + mount("base/record.yaml", "configuration")
                                    .at("mountPath")
                                    .text() + "/");
            bench.option("--spring.config.import=configtree:" + folder + "/")
                    .option("--spring.config.additional-location=file:" + FOLDER.resolve("base") + "/");

            Workbench.Ended record =
                    bench.run(arguments("base/record.yaml", Map.of("JOB_NAME", "balance-history-" + minute)));
            Workbench.Ended check = bench.run(arguments("base/check.yaml", Map.of()));
            Workbench.Ended migrate = bench.run(arguments("migrate/migrate.yaml", Map.of()));

            assertThat(record.code()).as(record.err()).isZero();
            assertThat(check.code()).as(check.err() + check.out()).isZero();
            assertThat(migrate.code()).as(migrate.err()).isZero();
            assertThat(bench.database.value("select extract(epoch from slot)::bigint / 60 from snapshot", Long.class))
                    .isEqualTo(minute);
            assertThat(bench.database.value(
                            "select extract(epoch from expected_interval)::int from account", Integer.class))
                    .isEqualTo(300);
        }
    }

    @Test
    void thePodsOfAShardedJobTakeEachAccountOnce() {
        At job = job("sharded/record.yaml");
        int shares = (int) job.at("completions").number();
        assertThat(job.at("completionMode").text()).isEqualTo("Indexed");
        assertThat(job.at("parallelism").number()).isEqualTo(shares);
        assertThat(container("sharded/record.yaml").at("args").value())
                .asInstanceOf(LIST)
                .contains("--shard=$(JOB_COMPLETION_INDEX)/" + shares);
        assertThat(job.map()).containsEntry("backoffLimit", null);
        assertThat(job.at("backoffLimitPerIndex").number()).isPositive();
        assertThat(mount("sharded/record.yaml", "spool").at("subPathExpr").text())
                .contains("$(JOB_COMPLETION_INDEX)");
        assertThat(load("sharded/spool.yaml").at("spec", "accessModes").value()).isEqualTo(List.of("ReadWriteMany"));

        try (Workbench bench = Workbench.migrated()) {
            List<String> accounts = List.of("hedge", "main", "otc");
            accounts.forEach(account -> bench.account(account, Holdings.seed()));
            for (int index = 0; index < shares; index++) {
                Map<String, String> known = Map.of(
                        "JOB_NAME",
                        "balance-history-" + Instant.now().getEpochSecond() / 60,
                        "JOB_COMPLETION_INDEX",
                        String.valueOf(index));
                Workbench.Ended run = bench.run(arguments("sharded/record.yaml", known));
                assertThat(run.code()).as(run.err()).isZero();
            }
            assertThat(accounts)
                    .allSatisfy(account -> assertThat(bench.exchange.requests("key-" + account))
                            .isEqualTo(1));
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

    private static String[] arguments(String file, Map<String, String> known) {
        return container(file).at("args").list().stream()
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

    private static At job(String file) {
        return load(file).at("spec", "jobTemplate", "spec");
    }

    private static At pod(String file) {
        At top = load(file);
        return (top.at("kind").text().equals("CronJob") ? job(file) : top.at("spec")).at("template", "spec");
    }

    private static At container(String file) {
        return pod(file).at("containers").list().get(0);
    }

    private static At mount(String file, String name) {
        return named(container(file).at("volumeMounts"), name);
    }

    private static String variable(String file, String name) {
        return named(container(file).at("env"), name).at("value").text();
    }

    private static At named(At list, String name) {
        return list.list().stream()
                .filter(one -> one.at("name").text().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static At load(String file) {
        return all(file).get(0);
    }

    private static List<At> all(String file) {
        return At.all(FOLDER.resolve(file));
    }
}
