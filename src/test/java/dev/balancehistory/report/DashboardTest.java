package dev.balancehistory.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.process.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;

/** The dashboard has the form that Grafana reads, and everything that it refers to exists. */
class DashboardTest {
    private static final Path PROVISIONING = Path.of("deploy/grafana/provisioning");

    private static final Set<String> PANELS = Set.of("row", "stat", "text", "timeseries", "state-timeline", "table");
    private static final Set<String> UNITS = Set.of("none", "percentunit");
    private static final int COLUMNS = 24;

    private static final Pattern VARIABLE = Pattern.compile("\\$(?!__)\\{?(\\w+)}?");

    private final Dashboard dashboard = Dashboard.read();

    @Test
    void theModelIsTheClassicOne() {
        JsonNode top = dashboard.top();

        assertThat(top.path("schemaVersion").asInt()).isEqualTo(42);
        assertThat(top.path("uid").asString()).isEqualTo("balance-history");
        assertThat(top.path("title").asString()).isNotBlank();
        assertThat(top.path("editable").asBoolean()).isFalse();
        assertThat(top.has("id")).as("the database's own number").isFalse();
        assertThat(top.path("annotations").path("list").isArray()).isTrue();
        assertThat(top.path("time").propertyNames()).containsExactly("from", "to");
    }

    @Test
    void everyPanelHasItsPartsAndItsOwnNumber() {
        assertThat(dashboard.panels())
                .extracting(panel -> panel.path("id").asInt())
                .doesNotHaveDuplicates()
                .allMatch(id -> id > 0);
        for (JsonNode panel : dashboard.panels()) {
            String title = panel.path("title").asString();
            String type = panel.path("type").asString();
            assertThat(title).isNotBlank();
            assertThat(PANELS).as(title).contains(type);
            if (type.equals("row")) {
                assertThat(panel.path("panels").isArray()).as(title).isTrue();
            } else if (!type.equals("text")) {
                assertThat(panel.path("description").asString()).as(title).isNotBlank();
                assertThat(panel.propertyNames()).as(title).contains("options", "datasource");
                assertThat(panel.path("fieldConfig").propertyNames()).as(title).contains("defaults", "overrides");
                assertThat(panel.path("targets")).as(title).hasSize(1);
                assertThat(format(panel)).as(title).isEqualTo(type.contains("time") ? "time_series" : "table");
            }
        }
    }

    private static String format(JsonNode panel) {
        return panel.path("targets").path(0).path("format").asString();
    }

    @Test
    void theRowsAreInTheirOrder() {
        assertThat(dashboard.panels().stream()
                        .filter(panel -> panel.path("type").asString().equals("row"))
                        .map(panel -> panel.path("title").asString()))
                .containsExactly("How fresh", "Balances", "Locked share", "Coverage", "Runs", "Latest");
    }

    @Test
    void noPanelCoversAnother() {
        Set<String> covered = new HashSet<>();
        for (JsonNode panel : dashboard.panels()) {
            JsonNode grid = panel.path("gridPos");
            int x = grid.path("x").asInt();
            int y = grid.path("y").asInt();
            int width = grid.path("w").asInt();
            assertThat(grid.propertyNames()).containsExactlyInAnyOrder("h", "w", "x", "y");
            assertThat(x + width).isLessThanOrEqualTo(COLUMNS);
            for (int row = y; row < y + grid.path("h").asInt(); row++) {
                for (int column = x; column < x + width; column++) {
                    assertThat(covered.add(column + " " + row))
                            .as(panel.path("title").asString())
                            .isTrue();
                }
            }
        }
    }

    @Test
    void everyDataSourceIsTheProvisionedOne() throws IOException {
        Map<String, Object> source = first("datasources/balance-history.yaml", "datasources");

        assertThat(source).containsEntry("editable", false).containsEntry("user", "grafana");
        assertThat(dashboard.all("datasource")).hasSizeGreaterThan(10).allSatisfy(reference -> {
            assertThat(reference.path("uid").asString()).isEqualTo(source.get("uid"));
            assertThat(reference.path("type").asString()).isEqualTo(source.get("type"));
        });
    }

    @Test
    void theSecretsOfTheDataSourceAreFiles() throws IOException {
        Map<String, Object> source = first("datasources/balance-history.yaml", "datasources");

        assertThat(source.get("secureJsonData"))
                .isEqualTo(Map.of("password", "$__file{/run/secrets/grafana.password}"));
        assertThat(source).doesNotContainKey("password");
    }

    @Test
    void aChangeInTheBrowserIsNotSaved() throws IOException {
        assertThat(first("dashboards/balance-history.yaml", "providers"))
                .containsEntry("allowUiUpdates", false)
                .containsEntry("disableDeletion", true)
                .containsEntry("type", "file");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> first(String file, String list) throws IOException {
        Map<String, Object> top =
                new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(PROVISIONING.resolve(file)));
        assertThat(top).containsEntry("apiVersion", 1);
        return ((List<Map<String, Object>>) top.get(list)).get(0);
    }

    /** A variable uses only those before it. */
    @Test
    void everyVariableExists() {
        Set<String> known = new TreeSet<>();
        for (JsonNode variable : dashboard.variables()) {
            String name = variable.path("name").asString();
            assertThat(known).containsAll(variables(dashboard.variable(name)));
            assertThat(variable.path("multi").asBoolean()).as(name).isTrue();
            assertThat(variable.path("includeAll").asBoolean()).as(name).isTrue();
            known.add(name);
        }
        assertThat(known).containsExactly("account", "currency", "wallet");
        List<String> used = new ArrayList<>(Dashboard.texts(dashboard.all("repeat")));
        dashboard.statements().values().forEach(sql -> used.addAll(variables(sql)));
        Dashboard.texts(dashboard.all("title")).forEach(title -> used.addAll(variables(title)));
        assertThat(new TreeSet<>(used)).isEqualTo(known);
    }

    private static List<String> variables(String text) {
        return VARIABLE.matcher(text).results().map(found -> found.group(1)).toList();
    }

    /** The line of an account ends where another has a snapshot, unless each has a panel. */
    @Test
    void aChartIsOfOneAccountAndLeavesHolesOpen() {
        List<JsonNode> charts = dashboard.panels().stream()
                .filter(panel -> panel.path("type").asString().equals("timeseries"))
                .toList();

        assertThat(charts).hasSize(2).allSatisfy(chart -> {
            JsonNode line = chart.path("fieldConfig").path("defaults").path("custom");
            assertThat(chart.path("repeat").asString()).isEqualTo("account");
            assertThat(line.path("lineInterpolation").asString()).isEqualTo("stepAfter");
            assertThat(line.path("spanNulls").asBoolean(true)).isFalse();
        });
    }

    @Test
    void everyUnitIsKnown() {
        assertThat(Dashboard.texts(dashboard.all("unit"))).isNotEmpty().allMatch(UNITS::contains);
    }

    @Test
    void everyExitCodeHasItsText() {
        List<String> codes = Arrays.stream(Outcome.values())
                .map(outcome -> String.valueOf(outcome.exitCode()))
                .toList();
        List<JsonNode> mappings = dashboard.all("options").stream()
                .filter(options -> options.has("78"))
                .toList();

        assertThat(mappings).hasSize(3).allSatisfy(mapping -> {
            for (String code : codes) {
                assertThat(mapping.path(code).path("text").asString()).startsWith(code + " ");
            }
        });
    }
}
