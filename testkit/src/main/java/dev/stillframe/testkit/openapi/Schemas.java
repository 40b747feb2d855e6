package dev.stillframe.testkit.openapi;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The schemas of a description, JSON Schema 2020-12 with formats checked. Not for use by several threads. */
final class Schemas {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String SHARED = "#/components/schemas/";

    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
    private final JsonNode shared;
    private final Map<JsonNode, Schema> made = new HashMap<>();

    /** The schemas of a document. */
    Schemas(JsonNode document) {
        this.shared = inward(document.at("/components/schemas"));
    }

    /** The same with references to where the shared schemas stand within each schema. */
    private static JsonNode inward(JsonNode schema) {
        return JSON.readTree(schema.toString().replace(SHARED, "#/$defs/"));
    }

    private Schema of(JsonNode schema) {
        return made.computeIfAbsent(schema, s -> {
            ObjectNode whole = (ObjectNode) inward(s);
            whole.set("$defs", shared);
            return registry.getSchema(whole);
        });
    }

    /** What a JSON text has that its schema does not allow, a line each. */
    List<String> differences(JsonNode schema, byte[] json) {
        JsonNode value;
        try {
            value = JSON.readTree(json);
        } catch (JacksonException e) {
            return List.of("the body is not JSON");
        }
        return differences(schema, value);
    }

    /** The same for a text where a number may stand, as in a header field or a query. */
    List<String> ofText(JsonNode schema, String text) {
        boolean number = resolved(schema).path("type").asString("").equals("integer") && text.matches("-?[0-9]{1,18}");
        return differences(
                schema,
                number
                        ? JSON.getNodeFactory().numberNode(Long.parseLong(text))
                        : JSON.getNodeFactory().stringNode(text));
    }

    private JsonNode resolved(JsonNode schema) {
        String ref = schema.path("$ref").asString("");
        return ref.startsWith(SHARED) ? shared.path(ref.substring(SHARED.length())) : schema;
    }

    private List<String> differences(JsonNode schema, JsonNode value) {
        return of(schema).validate(value.toString(), InputFormat.JSON).stream()
                .map(e -> e.getInstanceLocation() + ": " + e.getMessage())
                .toList();
    }
}
