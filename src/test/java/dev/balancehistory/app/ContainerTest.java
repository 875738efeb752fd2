package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import dev.balancehistory.localexchange.Holdings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.convert.DurationStyle;

/** The image and {@code docker-compose.yml} give the program only its rights, and its settings take effect. */
class ContainerTest {
    private static final String PROGRAM = "/opt/balance-history/bin/balance-history";

    private static final At COMPOSE = At.all(Path.of("docker-compose.yml")).get(0);

    /** None of them is a secret. */
    private static final Set<String> VARIABLES = Set.of(
            "POSTGRES_DB",
            "POSTGRES_PASSWORD_FILE",
            "PGHOST",
            "PGUSER",
            "PGDATABASE",
            "SPRING_CONFIG_IMPORT",
            "SPRING_DATASOURCE_URL",
            "SPRING_DATASOURCE_USERNAME",
            "GF_SECURITY_ADMIN_PASSWORD__FILE",
            "GF_AUTH_ANONYMOUS_ENABLED",
            "GF_USERS_ALLOW_SIGN_UP",
            "GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH",
            "GF_ANALYTICS_REPORTING_ENABLED",
            "GF_ANALYTICS_CHECK_FOR_UPDATES",
            "GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES",
            "GF_NEWS_NEWS_FEED_ENABLED",
            "GF_PLUGINS_PREINSTALL_DISABLED",
            "GF_SECURITY_DISABLE_GRAVATAR");

    /** With variables at their defaults, which are the demo's. */
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{[A-Z_]+:-([^}]*)}");

    @Test
    void theImageRunsTheProgramAsAnUnprivilegedUser() throws IOException {
        String stages = dockerfile();
        String program = stages.substring(stages.lastIndexOf("\nFROM "));

        assertThat(program).startsWith("\nFROM release AS program\n");
        assertThat(all("(?m)^USER (.*)$", program)).containsExactly("10001:10001");
        assertThat(all("(?m)^ENTRYPOINT (.*)$", program)).containsExactly("[\"" + PROGRAM + "\"]");
        assertThat(all("(?m)^WORKDIR (.*)$", program)).containsExactly("/var/lib/balance-history");
        assertThat(all("(?m)^STOPSIGNAL (.*)$", program)).containsExactly("SIGTERM");
        assertThat(all("(?m)^ENV ([^ =]+)", stages)).containsExactly("SPRING_CONFIG_ADDITIONAL_LOCATION");
        assertThat(all("(?m)^ARG ([^=]+)=", stages)).containsExactly("RUNTIME_IMAGE", "BUILD_IMAGE", "BUILT_ON");
        assertThat(all("(?m)^ARG RUNTIME_IMAGE=(.*)$", stages)).containsExactly("eclipse-temurin:25-jre");
    }

    @Test
    void theImageDoesNotContainTheTests() throws IOException {
        assertThat(all("(?m)^FROM \\S+ AS (\\S+)$", dockerfile()))
                .containsExactly(
                        "built-on-image", "built-on-host", "built", "release", "train", "demo-exchange", "program");
        for (String stage : List.of("release", "program")) {
            String text =
                    dockerfile().split("(?m)^FROM \\S+ AS " + stage + "$")[1].split("(?m)^FROM ")[0];
            assertThat(text).as(stage).doesNotContain("test");
            // Of the stage with the tests, the archive is all that is taken.
            assertThat(all("(?m)^COPY --from=train (.*)$", text))
                    .isSubsetOf("/opt/balance-history/archive /opt/balance-history/archive");
        }
    }

    @Test
    void everyCommandLineIsUnderstood() throws IOException {
        String health = all("(?m)^HEALTHCHECK .* CMD (.*)$", dockerfile()).get(0);
        assertThat(health).startsWith("[\"" + PROGRAM + "\", ");
        understood(all("\"([^\"]+)\"", health.substring(health.indexOf(','))));
        understood(all("\"([^\"]+)\"", all("(?m)^CMD (.*)$", dockerfile()).get(0)));
        for (String service : List.of("migrate", "recorder", "prune")) {
            understood(texts(service(service).at("command")));
        }
        assertThat(texts(service("recorder").at("command"))).startsWith("schedule");
    }

    private static void understood(List<String> words) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String[] line = Stream.concat(words.stream(), Stream.of("--help")).toArray(String[]::new);

        assertThat(new CommandRunner(new ByteArrayOutputStream(), err).run(line))
                .as("%s: %s", words, err)
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"migrate", "rights", "recorder", "prune", "exchange", "grafana-login", "grafana"})
    void aServiceHasOnlyTheRightsOfItsWork(String name) {
        Map<String, Object> service = service(name).map();

        assertThat(service)
                .containsEntry("read_only", true)
                .containsEntry("cap_drop", List.of("ALL"))
                .doesNotContainKeys("privileged", "cap_add", "devices", "pid", "ipc");
        assertThat(service.get("user")).as("the image's own, or no root").isIn(null, "postgres");
    }

    @Test
    void everyServiceHasItsLimitsAndNoOpenPort() {
        assertThat(services())
                .containsExactlyInAnyOrder(
                        "postgres", "migrate", "rights", "recorder", "prune", "exchange", "grafana-login", "grafana");
        for (String name : services()) {
            assertThat(service(name).map())
                    .as(name)
                    .containsKeys("mem_limit", "cpus", "pids_limit", "logging")
                    .containsEntry("security_opt", List.of("no-new-privileges:true"));
            if (!name.equals("grafana")) {
                assertThat(service(name).map()).as(name).doesNotContainKey("ports");
            }
        }
        assertThat(COMPOSE.at("networks", "database", "internal").value()).isEqualTo(true);
        for (String name : List.of("postgres", "migrate", "rights", "prune", "grafana-login")) {
            assertThat(service(name).at("networks").value()).as(name).isEqualTo(List.of("database"));
        }
    }

    @Test
    void secretsAreFilesThatOnlyTheirServicesSee() {
        for (String name : services()) {
            if (service(name).map().containsKey("environment")) {
                assertThat(service(name).at("environment").map().keySet())
                        .as(name)
                        .isSubsetOf(VARIABLES);
            }
        }
        assertThat(secrets("recorder").keySet())
                .containsExactlyInAnyOrder("recorder.password", "api-key", "api-secret");
        assertThat(secrets("migrate").keySet()).containsExactly("owner.password");
        assertThat(secrets("prune")).isEqualTo(Map.of("pruner.password", "spring.datasource.password"));
        assertThat(secrets("grafana").keySet())
                .containsExactlyInAnyOrder("grafana.password", "grafana-administrator.password");
        assertThat(secrets("grafana-login").keySet())
                .containsExactlyInAnyOrder("administrator.password", "grafana.password");
        for (String name : List.of("postgres", "rights")) {
            assertThat(secrets(name).keySet())
                    .as(name)
                    .containsExactlyInAnyOrder(
                            "administrator.password", "owner.password", "recorder.password", "pruner.password");
        }
        for (Object secret : COMPOSE.at("secrets").map().values()) {
            assertThat(new At(secret).map()).containsOnlyKeys("file");
            assertThat(Path.of(filled(new At(secret).at("file").text()))).isRegularFile();
        }
    }

    @Test
    void aRunEndsBeforeItsContainerIsKilled() {
        assertThat(DurationStyle.detectAndParse(
                                service("recorder").at("stop_grace_period").text())
                        .toSeconds())
                .isGreaterThan(25);
        assertThat(service("recorder").at("restart").text()).isEqualTo("unless-stopped");
    }

    @Test
    void theHealthOfEachServiceIsChecked() throws IOException {
        assertThat(service("recorder").map()).as("the image's own is used").doesNotContainKey("healthcheck");
        assertThat(all("(?m)^HEALTHCHECK (.*) CMD", dockerfile())).hasSize(1);
        assertThat(texts(service("postgres").at("healthcheck", "test"))).contains("pg_isready");
        assertThat(service("recorder").at("depends_on", "rights", "condition").text())
                .isEqualTo("service_completed_successfully");
    }

    @Test
    void theSpoolOutlivesItsContainer() {
        assertThat(service("recorder").at("volumes").value()).isEqualTo(List.of("recorder:/var/lib/balance-history"));
        assertThat(COMPOSE.at("volumes").map()).containsKeys("recorder", "postgres");
    }

    @ParameterizedTest
    @ValueSource(strings = {"deploy/compose/demo/application.properties", "deploy/compose/application.properties"})
    void theProgramRunsWithItsSettingsAndSecrets(String settings, @TempDir Path folder) throws IOException {
        assertThat(service("recorder").at("environment", "SPRING_CONFIG_IMPORT").text())
                .isEqualTo("configtree:/run/secrets/");
        Path mounted = Files.createDirectory(folder.resolve("secrets"));
        for (var secret : secrets("recorder").entrySet()) {
            Files.copy(
                    Path.of(filled(
                            COMPOSE.at("secrets", secret.getKey(), "file").text())),
                    mounted.resolve(filled(secret.getValue())));
        }
        assertThat(mounted.resolve("spring.datasource.password")).exists();
        Path copied = Files.copy(Path.of(settings), folder.resolve("application.properties"));
        try (Workbench bench = new Workbench()) {
            bench.exchange.addAccount(
                    Files.readString(mounted.resolve("recorder.accounts.demo.api-key"))
                            .strip(),
                    Files.readString(mounted.resolve("recorder.accounts.demo.api-secret"))
                            .strip(),
                    Holdings.seed());
            bench.option("--spring.config.import=configtree:" + mounted + "/")
                    .option("--spring.config.additional-location=file:" + copied.getParent() + "/")
                    .option("--recorder.accounts.demo.exchange=bitfront")
                    .option("--recorder.accounts.demo.base-url=" + bench.exchange.baseUrl());

            Workbench.Ended run = bench.run("record");

            assertThat(run.code()).as(run.err()).isZero();
            assertThat(Files.readString(copied)).contains("spring.flyway.enabled=false", "recorder.schedule.cron=");
        }
    }

    /** It starts only by its profile. */
    @Test
    void thePrunersLoginPrunes() throws IOException {
        assertThat(service("prune").at("profiles").value()).isEqualTo(List.of("prune"));
        assertThat(service("prune").map()).doesNotContainKey("depends_on");
        String login =
                service("prune").at("environment", "SPRING_DATASOURCE_USERNAME").text();
        assertThat(Files.readString(Path.of("deploy/compose/logins.sql")))
                .contains("CREATE ROLE " + login + " LOGIN IN ROLE balance_pruner", "cat /run/secrets/pruner.password");
        try (Workbench bench = new Workbench()) {
            Workbench.Ended run =
                    bench.run(texts(service("prune").at("command")).toArray(String[]::new));

            assertThat(run.code()).as(run.err()).isZero();
        }
    }

    /** Both services start only by their profile. */
    @Test
    void grafanaIsWithinReachOfThisMachineOnly() {
        At grafana = service("grafana");

        assertThat(grafana.at("profiles").value()).isEqualTo(List.of("grafana"));
        assertThat(service("grafana-login").at("profiles").value()).isEqualTo(List.of("grafana"));
        assertThat(texts(grafana.at("ports")).stream().map(ContainerTest::filled))
                .containsExactly("127.0.0.1:3000:3000");
        assertThat(grafana.at("networks").value()).isEqualTo(List.of("database", "browser"));
        assertThat(COMPOSE.at("networks", "browser", "driver_opts").value())
                .isEqualTo(Map.of("com.docker.network.bridge.enable_ip_masquerade", "false"));
        assertThat(grafana.at("environment").map())
                .containsEntry("GF_AUTH_ANONYMOUS_ENABLED", "false")
                .containsEntry("GF_USERS_ALLOW_SIGN_UP", "false")
                .containsEntry("GF_SECURITY_ADMIN_PASSWORD__FILE", "/run/secrets/grafana-administrator.password");
        assertThat(grafana.at("image").text()).matches("grafana/grafana:\\d+\\.\\d+\\.\\d+");
    }

    @Test
    void grafanaFindsItsFiles() {
        Map<String, String> files = configs("grafana");

        assertThat(files.keySet())
                .containsExactlyInAnyOrder(
                        "/etc/grafana/provisioning/datasources/balance-history.yaml",
                        "/etc/grafana/provisioning/dashboards/balance-history.yaml",
                        "/etc/grafana/dashboards/balance-history.json");
        files.forEach((target, file) -> assertThat(
                        "/etc/grafana/" + Path.of("deploy/grafana").relativize(Path.of(file)))
                .isEqualTo(target));
        assertThat(files.values()).allSatisfy(file -> assertThat(Path.of(file)).isRegularFile());
        String home = service("grafana")
                .at("environment", "GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH")
                .text();
        At provider = At.all(Path.of("deploy/grafana/provisioning/dashboards/balance-history.yaml"))
                .get(0)
                .at("providers")
                .list()
                .get(0);
        assertThat(files).containsKey(home);
        assertThat(Path.of(provider.at("options", "path").text()))
                .isEqualTo(Path.of(home).getParent());
        At source = At.all(Path.of("deploy/grafana/provisioning/datasources/balance-history.yaml"))
                .get(0)
                .at("datasources")
                .list()
                .get(0);
        assertThat(secrets("grafana").keySet().stream().map("$__file{/run/secrets/%s}"::formatted))
                .contains(source.at("secureJsonData", "password").text());
        assertThat(service("recorder")
                        .at("environment", "SPRING_DATASOURCE_URL")
                        .text())
                .contains("//" + source.at("url").text() + "/"
                        + source.at("jsonData", "database").text() + "?sslmode="
                        + source.at("jsonData", "sslmode").text());
    }

    /** The settings of its login follow those of the other readers. */
    @Test
    void theLoginOfGrafanaOnlyReadsAndNotForLong() throws IOException {
        Map<String, String> files = configs("grafana-login");
        String login = Files.readString(Path.of("deploy/grafana/login.sql"));

        assertThat(files)
                .containsEntry("/etc/balance-history/roles.sql", "db/roles.sql")
                .containsEntry("/etc/balance-history/grafana.sql", "deploy/grafana/login.sql");
        assertThat(texts(service("grafana-login").at("command")).get(0))
                .endsWith("--file=/etc/balance-history/grafana.sql");
        assertThat(login)
                .containsSubsequence(
                        "cat /run/secrets/grafana.password",
                        "CREATE ROLE grafana LOGIN IN ROLE balance_reader",
                        "\\i /etc/balance-history/roles.sql",
                        "SET statement_timeout = '30s'");
        assertThat(service("grafana")
                        .at("depends_on", "grafana-login", "condition")
                        .text())
                .isEqualTo("service_completed_successfully");
        assertThat(service("grafana-login")
                        .at("depends_on", "rights", "condition")
                        .text())
                .isEqualTo("service_completed_successfully");
    }

    @Test
    void theMetricsNeedOneLine(@TempDir Path folder) throws IOException {
        String settings = Files.readString(Path.of("deploy/compose/application.properties"));
        String address = all("(?m)^#recorder.metrics.pushgateway=(https://.*)$", settings)
                .get(0);
        try (Workbench bench = new Workbench().account("main", Holdings.seed());
                PushTarget pushgateway = new PushTarget()) {
            Files.writeString(
                    folder.resolve("application.properties"),
                    settings.replace("#recorder.metrics", "recorder.metrics").replace(address, pushgateway.url()));
            bench.option("--spring.config.additional-location=file:" + folder + "/");

            assertThat(bench.run("record").code()).isZero();

            assertThat(pushgateway.groups()).containsExactly("/metrics/job/balance_history");
        }
        assertThat(service("recorder").at("networks").value())
                .asInstanceOf(LIST)
                .contains("outside");
    }

    @Test
    void thePassphraseNeedsThreeLines() throws IOException {
        String file = Files.readString(Path.of("docker-compose.yml"));
        Pattern commented = Pattern.compile("(?m)^( +)#(- \\{source: passphrase|passphrase:$|  file: )");
        At compose = At.all(commented.matcher(file).replaceAll("$1$2")).get(0);

        assertThat(commented.matcher(file).results()).hasSize(3);
        String target = "recorder.accounts.demo.passphrase";
        assertThat(compose.at("services", "recorder", "secrets").list().stream()
                        .filter(secret -> secret.value() instanceof Map)
                        .collect(Collectors.toMap(
                                secret -> secret.at("source").text(),
                                secret -> filled(secret.at("target").text()))))
                .containsEntry("passphrase", target);
        assertThat(filled(compose.at("secrets", "passphrase", "file").text()))
                .isEqualTo("deploy/compose/demo/secrets/accounts/" + target);
    }

    @Test
    void theDemosExchangeIsAtTheConfiguredAddress() throws IOException {
        At exchange = service("exchange");
        List<String> command = texts(exchange.at("command"));

        assertThat(exchange.at("profiles").value()).isEqualTo(List.of("demo"));
        assertThat(exchange.at("network_mode").text()).isEqualTo("service:recorder");
        assertThat(Files.readString(Path.of("deploy/compose/demo/application.properties")))
                .contains(
                        "recorder.accounts.demo.exchange=bitfront\n",
                        "recorder.accounts.demo.base-url=http://127.0.0.1:" + command.get(0) + "\n");
        assertThat(command.subList(1, 3))
                .containsExactlyElementsOf(secrets("exchange").values().stream()
                        .map("/run/secrets/"::concat)
                        .sorted()
                        .toList());
    }

    @Test
    void theImageIsThisVersion() throws IOException {
        String version = all(
                        "<artifactId>balance-history</artifactId>\\s*<version>(.*?)</version>",
                        Files.readString(Path.of("pom.xml")))
                .get(0);

        assertThat(service("recorder").at("image").text()).isEqualTo("balance-history:" + version);
        assertThat(service("migrate").at("image").text()).isEqualTo("balance-history:" + version);
        assertThat(service("exchange").at("image").text()).endsWith(":" + version);
    }

    /** The projects have different names, and so have their volumes. */
    @Test
    void theDemoHasVolumesOfItsOwn() {
        String name = COMPOSE.at("name").text();

        assertThat(filled(name)).isEqualTo("balance-history-demo");
        assertThat(VARIABLE.matcher(name).replaceAll("main")).isEqualTo("balance-history-main");
        assertThat(COMPOSE.at("volumes").map().values()).containsOnlyNulls();
    }

    @Test
    void theBuildStageGetsEachSourceThatTheBuildNeeds() throws IOException {
        String ignored = Files.readString(Path.of(".dockerignore"));
        String stage =
                dockerfile().split("(?m)^FROM \\S+ AS built-on-image$")[1].split("(?m)^FROM ")[0];

        for (String copied : all("(?m)^COPY (.*) \\S+$", stage)) {
            for (String source : copied.split(" ")) {
                assertThat(Path.of(source)).exists();
                assertThat(ignored.lines()).contains("!" + source.replaceAll("^[A-Z]+(\\.ko)?\\.md$", "*.md"));
            }
        }
        assertThat(stage).contains("./mvnw ", "dependency:copy-dependencies@test-libraries");
    }

    private static Set<String> services() {
        return COMPOSE.at("services").map().keySet();
    }

    private static At service(String name) {
        return COMPOSE.at("services", name);
    }

    /** Returns the file's name in the service by the secret's. */
    private static Map<String, String> secrets(String service) {
        return service(service).at("secrets").list().stream()
                .collect(Collectors.toMap(
                        secret -> secret.value() instanceof String name
                                ? name
                                : secret.at("source").text(),
                        secret -> secret.value() instanceof String name
                                ? name
                                : secret.at("target").text()));
    }

    /** Returns the files of the sources by their place in the service. */
    private static Map<String, String> configs(String service) {
        return service(service).at("configs").list().stream()
                .collect(Collectors.toMap(
                        config -> config.at("target").text(),
                        config -> COMPOSE.at("configs", config.at("source").text(), "file")
                                .text()));
    }

    private static List<String> texts(At list) {
        return list.list().stream().map(At::text).toList();
    }

    private static String filled(String text) {
        return VARIABLE.matcher(text).replaceAll("$1");
    }

    private static String dockerfile() throws IOException {
        return Files.readString(Path.of("Dockerfile")).replaceAll("(?m)^#.*\n", "");
    }

    private static List<String> all(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
    }
}
