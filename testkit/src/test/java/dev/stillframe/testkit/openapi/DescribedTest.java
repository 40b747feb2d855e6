package dev.stillframe.testkit.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The proof of answers finds what is wrong with one. */
class DescribedTest {
    private final Described described = new Described(Described.read("""
                    paths:
                      /things/{id}.json:
                        get: &thing
                          parameters:
                            - { name: id, in: path, required: true, schema: { pattern: "^[0-9]+$" } }
                            - { name: few, in: query, schema: { type: integer, maximum: 5 } }
                          responses:
                            "200":
                              headers:
                                ETag: { required: true, schema: { type: string, pattern: "^x" } }
                              content:
                                application/json:
                                  schema: { $ref: "#/components/schemas/Thing" }
                            "304": { description: Not modified. }
                      /things/{id}.meta.json:
                        get: *thing
                    components:
                      schemas:
                        Thing:
                          type: object
                          additionalProperties: false
                          required: [at]
                          properties:
                            at: { type: string, format: date-time }
                    """));

    private List<String> differences(String method, String path, String query, int status, String etag, String body) {
        return described.differences(new Exchange(
                method,
                path,
                query,
                null,
                status,
                etag.isEmpty()
                        ? Map.of("content-type", List.of("application/json"))
                        : Map.of("content-type", List.of("application/json; charset=utf-8"), "etag", List.of(etag)),
                body.getBytes(StandardCharsets.UTF_8)));
    }

    private static final String GOOD = "{\"at\":\"2025-12-29T08:15:00.123Z\"}";

    @Test
    void whatIsAsDescribedHasNoDifferences() {
        assertThat(differences("GET", "/things/7.json", "few=3", 200, "x1", GOOD))
                .isEmpty();
        assertThat(differences("HEAD", "/things/7.json", null, 200, "x1", "")).isEmpty();
        assertThat(differences("GET", "/things/7.json", null, 304, "", "")).isEmpty();
        assertThat(described.missed())
                .containsExactly("GET /things/{id}.meta.json 200", "GET /things/{id}.meta.json 304");
    }

    @Test
    void theMoreSpecificPathIsMeant() {
        assertThat(differences("GET", "/things/7.meta.json", null, 200, "x1", GOOD))
                .isEmpty();
        assertThat(described.missed()).doesNotContain("GET /things/{id}.meta.json 200");
    }

    @Test
    void everyKindOfDifferenceIsFound() {
        assertThat(differences("GET", "/others/7.json", null, 200, "x1", GOOD))
                .containsExactly("the path is not described");
        assertThat(differences("PUT", "/things/7.json", null, 200, "x1", GOOD))
                .containsExactly("the method is not described");
        assertThat(differences("GET", "/things/7.json", null, 404, "x1", GOOD))
                .containsExactly("the status is not described");
        assertThat(differences("GET", "/things/7.json", null, 200, "", GOOD)).containsExactly("ETag is missing");
        assertThat(differences("GET", "/things/7.json", null, 200, "y", GOOD))
                .singleElement()
                .asString()
                .startsWith("ETag: ");
        assertThat(differences("GET", "/things/7.json", "many=1", 200, "x1", GOOD))
                .containsExactly("the query parameter many is not described");
        assertThat(differences("GET", "/things/7.json", "few=6", 200, "x1", GOOD))
                .hasSize(1);
        assertThat(differences("GET", "/things/a.json", null, 200, "x1", GOOD)).hasSize(1);
        assertThat(differences("GET", "/things/7.json", null, 304, "x1", "late"))
                .containsExactly("a body is not described");
        assertThat(differences("HEAD", "/things/7.json", null, 200, "x1", GOOD)).containsExactly("HEAD has a body");
    }

    @Test
    void bodiesAreHeldToTheirSchemaAndFormats() {
        assertThat(differences("GET", "/things/7.json", null, 200, "x1", "{}")).hasSize(1);
        assertThat(differences("GET", "/things/7.json", null, 200, "x1", "{\"at\":\"yesterday\"}"))
                .hasSize(1);
        assertThat(differences("GET", "/things/7.json", null, 200, "x1", "{\"at\":\"2025-12-29T08:15:00Z\",\"b\":1}"))
                .hasSize(1);
        assertThat(differences("GET", "/things/7.json", null, 200, "x1", "{")).containsExactly("the body is not JSON");
    }
}
