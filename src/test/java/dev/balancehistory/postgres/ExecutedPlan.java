package dev.balancehistory.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A plan with the numbers of its execution. */
public final class ExecutedPlan {
    /** Precedes a statement, and makes it return its plan. */
    public static final String EXPLAIN = "explain (analyze, format json) ";

    /** The columns that find a few rows of a table, besides the account: an index condition has to name one. */
    private static final Map<String, String> KEYS = Map.of(
            "balance", "response_time",
            "balance_chunk", "first_time|run_range",
            "balance_response", "response_id|received_at|job_execution_id|slot|body_sha256|state = 'received'",
            "balance_series", "first_time",
            "snapshot", "response_time|sequence|slot");

    private final List<JsonNode> nodes = new ArrayList<>();

    /**
     * @param json the result of {@link #EXPLAIN}
     */
    public ExecutedPlan(String json) {
        add(new ObjectMapper().readTree(json).get(0).get("Plan"));
    }

    private void add(JsonNode node) {
        nodes.add(node);
        if (node.has("Plans")) {
            node.get("Plans").forEach(this::add);
        }
    }

    /** Returns how many rows the plan read from a table, including those that a condition excluded. */
    public long rows(String table) {
        return nodes.stream()
                .filter(node -> table(node).equals(table))
                .mapToLong(ExecutedPlan::rows)
                .sum();
    }

    /** Returns how many rows all of its nodes handled together, including those that a condition excluded. */
    public long allRows() {
        return nodes.stream().mapToLong(ExecutedPlan::rows).sum();
    }

    /**
     * Returns the repeated accesses whose time grows with the history. They find rows by a part of the key only, or join
     * by comparing times row by row.
     *
     * @param accounts the number of accounts; an access may be repeated that often
     */
    public List<String> repeatedScans(int accounts) {
        return nodes.stream()
                .filter(node -> isPartial(node) && node.get("Actual Loops").asDouble() > accounts
                        || text(node, "Join Filter").contains("response_time"))
                .map(JsonNode::toPrettyString)
                .toList();
    }

    private static boolean isPartial(JsonNode node) {
        String key = KEYS.get(table(node));
        return key != null && !(text(node, "Index Cond") + text(node, "Recheck Cond")).matches(".*\\b(" + key + ").*");
    }

    private static String table(JsonNode node) {
        return text(node, "Relation Name");
    }

    private static String text(JsonNode node, String field) {
        return node.has(field) ? node.get(field).asString() : "";
    }

    private static long rows(JsonNode node) {
        return Math.round(node.get("Actual Loops").asDouble()
                * Stream.of("Actual Rows", "Rows Removed by Filter", "Rows Removed by Join Filter")
                        .filter(node::has)
                        .mapToDouble(field -> node.get(field).asDouble())
                        .sum());
    }
}
