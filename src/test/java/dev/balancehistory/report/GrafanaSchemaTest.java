package dev.balancehistory.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The dashboard conforms to Grafana's own schema, {@code jsonschema/dashboard.jsonschema.json} of its foundation SDK. The
 * sources do not contain that file: the property {@code grafana.schema} or the variable {@code GRAFANA_SCHEMA} names it.
 */
class GrafanaSchemaTest {
    @Test
    void theDashboardConformsToTheSchema() throws IOException {
        String file = System.getProperty("grafana.schema", System.getenv("GRAFANA_SCHEMA"));
        if (file == null) {
            System.out.println(
                    "NOT TESTED: the dashboard was not compared with Grafana's schema, since grafana.schema is not set");
        }
        assumeThat(file).isNotNull();
        JsonNode written = JsonMapper.shared().readTree(Files.readString(Path.of(file)));
        allowAny(written, "MatcherConfig", "options");
        allowAny(written, "DynamicConfigValue", "value");
        Schema schema =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(written);

        assertThat(schema.validate("{}", InputFormat.JSON))
                .as("the schema is strict")
                .isNotEmpty();
        assertThat(schema.validate(Files.readString(Dashboard.FILE), InputFormat.JSON))
                .isEmpty();
    }

    /** In the schema these are objects, since it has no other form for a value of any type. Grafana itself writes texts. */
    private static void allowAny(JsonNode schema, String definition, String property) {
        JsonNode properties = schema.path("definitions").path(definition).path("properties");
        assertThat(properties.path(property).path("type").asString()).isEqualTo("object");
        ((ObjectNode) properties).set(property, JsonMapper.shared().createObjectNode());
    }
}
