package dev.balancehistory.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dashboard of {@code deploy/grafana}. */
final class Dashboard {
    static final Path FILE = Path.of("deploy/grafana/dashboards/balance-history.json");

    private final JsonNode top;

    private Dashboard(JsonNode top) {
        this.top = top;
    }

    static Dashboard read() {
        try {
            return new Dashboard(JsonMapper.shared().readTree(Files.readString(FILE)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode top() {
        return top;
    }

    /** Returns the panels, including the rows. */
    List<JsonNode> panels() {
        return list(top.path("panels"));
    }

    /** Returns the panel, which is not a row. */
    JsonNode panel(String title) {
        return panels().stream()
                .filter(panel -> panel.path("title").asString().equals(title))
                .filter(panel -> !panel.path("type").asString().equals("row"))
                .reduce((one, other) -> {
                    throw new IllegalStateException("Two panels are " + title);
                })
                .orElseThrow();
    }

    List<JsonNode> variables() {
        return list(top.path("templating").path("list"));
    }

    /** Returns the statement of a panel, as it is written. */
    String sql(String title) {
        return panel(title).path("targets").path(0).path("rawSql").asString();
    }

    /** Returns the statement of a variable, as it is written. */
    String variable(String name) {
        return variables().stream()
                .filter(variable -> variable.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow()
                .path("query")
                .asString();
    }

    /** Returns all statements by the panel or variable that they belong to. */
    Map<String, String> statements() {
        Map<String, String> statements = new LinkedHashMap<>();
        for (JsonNode variable : variables()) {
            String name = variable.path("name").asString();
            statements.put("variable " + name, variable(name));
        }
        for (JsonNode panel : panels()) {
            String title = panel.path("title").asString();
            if (!panel.path("targets").isEmpty()) {
                statements.put(title, sql(title));
            }
        }
        return statements;
    }

    /** Returns all values of a key, however deep. */
    List<JsonNode> all(String key) {
        return find(top, key).toList();
    }

    private static Stream<JsonNode> find(JsonNode node, String key) {
        Stream<JsonNode> own = node.isObject() && node.has(key) ? Stream.of(node.path(key)) : Stream.of();
        return Stream.concat(own, list(node).stream().flatMap(child -> find(child, key)));
    }

    /** Returns the elements of an array or the values of an object. */
    static List<JsonNode> list(JsonNode node) {
        return node.isContainer() ? new ArrayList<>(node.values()) : List.of();
    }

    static List<String> texts(List<JsonNode> nodes) {
        return nodes.stream().map(JsonNode::asString).collect(Collectors.toList());
    }
}
