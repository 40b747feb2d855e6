package dev.stillframe.testkit.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.model.Granularity;
import dev.stillframe.core.model.Metric;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The description agrees with itself, and with what the code says in other places. */
class DescriptionTest {
    private static final Set<String> OPERATION = Set.of(
            "tags", "operationId", "summary", "description", "parameters", "requestBody", "responses", "security");
    private static final Set<String> RESPONSE = Set.of("description", "headers", "content");
    private static final Set<String> PARAMETER = Set.of("name", "in", "required", "description", "schema");

    private final Described described = new Described();
    private final JsonNode document = described.document();

    private interface EachOperation {
        void check(String at, Template path, JsonNode item, JsonNode operation);
    }

    private void operations(EachOperation each) {
        document.path("paths")
                .propertyStream()
                .forEach(path -> path.getValue()
                        .propertyStream()
                        .filter(e -> Described.METHODS.contains(e.getKey()))
                        .forEach(e -> each.check(
                                e.getKey() + " " + path.getKey(),
                                Template.of(path.getKey()),
                                path.getValue(),
                                e.getValue())));
    }

    private static List<String> strings(JsonNode list) {
        List<String> strings = new ArrayList<>();
        list.forEach(node -> strings.add(node.asString()));
        return strings;
    }

    @Test
    void itIsOpenApi() {
        assertThat(document.path("openapi").asString()).matches("3\\.1\\.\\d");
        assertThat(document.path("info").path("title").asString()).isNotBlank();
        assertThat(document.path("info").path("version").isString()).isTrue();
        assertThat(document.propertyNames())
                .isSubsetOf("openapi", "info", "servers", "security", "tags", "paths", "components");
        document.path("paths").propertyStream().forEach(e -> {
            assertThat(e.getKey()).startsWith("/");
            assertThat(e.getValue().propertyNames())
                    .as(e.getKey())
                    .allMatch(name -> Described.METHODS.contains(name) || name.equals("parameters"));
        });
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        List<String> references = new ArrayList<>();
        collect(document, references);
        assertThat(references).isNotEmpty().allSatisfy(ref -> {
            assertThat(ref).startsWith("#/components/");
            assertThat(document.at(ref.substring(1)).isMissingNode()).as(ref).isFalse();
        });
        document.path("components")
                .propertyStream()
                .filter(e -> !e.getKey().equals("securitySchemes"))
                .forEach(kind -> kind.getValue()
                        .propertyNames()
                        .forEach(name -> assertThat(references)
                                .as("something needs it")
                                .contains("#/components/" + kind.getKey() + "/" + name)));
    }

    private static void collect(JsonNode node, List<String> references) {
        if (node.path("$ref").isString()) {
            references.add(node.path("$ref").asString());
            assertThat(node.size()).as("a reference stands alone: " + node).isEqualTo(1);
        }
        node.forEach(child -> collect(child, references));
    }

    @Test
    void everyOperationSaysWhatItDoesAndWhatItAnswers() {
        Set<String> tags = new HashSet<>();
        document.path("tags").forEach(tag -> tags.add(tag.path("name").asString()));
        Set<String> ids = new HashSet<>();
        operations((at, path, item, operation) -> {
            assertThat(operation.propertyNames()).as(at).isSubsetOf(OPERATION);
            assertThat(operation.path("summary").asString("")).as(at).endsWith(".");
            assertThat(strings(operation.path("tags"))).as(at).hasSize(1).isSubsetOf(tags);
            if (operation.has("operationId")) {
                assertThat(ids.add(operation.path("operationId").asString()))
                        .as("the id of " + at + " is its own")
                        .isTrue();
            }
            assertThat(operation.path("responses").size()).as(at).isPositive();
            operation.path("responses").propertyStream().forEach(e -> {
                JsonNode response = described.resolve(e.getValue());
                assertThat(e.getKey()).as(at).matches("[1-5]\\d\\d");
                assertThat(response.propertyNames()).as(at).isSubsetOf(RESPONSE);
                assertThat(response.path("description").asString(""))
                        .as(at + " " + e.getKey())
                        .isNotBlank();
            });
            operation
                    .path("security")
                    .forEach(need -> need.propertyNames()
                            .forEach(name -> assertThat(document.at("/components/securitySchemes/" + name)
                                            .isMissingNode())
                                    .as(at + " needs " + name)
                                    .isFalse()));
        });
    }

    @Test
    void theParametersOfAPathAreThoseThatAreDescribed() {
        operations((at, path, item, operation) -> {
            Set<String> inPath = new TreeSet<>();
            Set<String> all = new HashSet<>();
            for (JsonNode list : List.of(item.path("parameters"), operation.path("parameters"))) {
                for (JsonNode each : list) {
                    JsonNode parameter = described.resolve(each);
                    String in = parameter.path("in").asString("");
                    String name = parameter.path("name").asString("");
                    assertThat(parameter.propertyNames()).as(at + " " + name).isSubsetOf(PARAMETER);
                    assertThat(in).as(at + " " + name).isIn("path", "query", "header");
                    assertThat(parameter.path("schema").isObject())
                            .as(at + " " + name)
                            .isTrue();
                    assertThat(all.add(in + " " + name)).as(at + " " + name).isTrue();
                    if (in.equals("path")) {
                        assertThat(parameter.path("required").asBoolean(false))
                                .as(at + " " + name)
                                .isTrue();
                        inPath.add(name);
                    }
                }
            }
            assertThat(inPath).as(at).containsExactlyInAnyOrderElementsOf(path.names());
        });
    }

    @Test
    void windowsAndGranularitiesAreThoseOfTheTable() {
        List<String> windows = Window.ALL.stream().map(Window::label).toList();
        List<String> points =
                Granularity.ALL.stream().map(g -> Integer.toString(g.points())).toList();
        assertThat(strings(document.at("/components/schemas/Window/enum"))).isEqualTo(windows);
        assertThat(strings(document.at("/components/parameters/granularityOfPath/schema/enum")))
                .isEqualTo(points);
        for (String schema :
                List.of("/MetaFields/properties/granularity/enum", "/Config/properties/granularities/items/enum")) {
            assertThat(strings(document.at("/components/schemas" + schema))).isEqualTo(points);
        }
        int most = Granularity.ALL.getLast().points();
        for (String limit : List.of(
                "/parameters/samples/schema/maximum",
                "/schemas/Payload/properties/granularity/maximum",
                "/schemas/Payload/properties/points/maximum",
                "/schemas/Payload/properties/t/maxItems",
                "/schemas/Column/maxItems",
                "/schemas/MetaFields/properties/points/maximum")) {
            assertThat(document.at("/components" + limit).asInt()).as(limit).isEqualTo(most);
        }
        assertThat(document.at("/components/parameters/samples/schema/minimum").asInt())
                .isEqualTo(Granularity.ALL.getFirst().points());
        assertThat(document.at("/components/schemas/Manifest/properties/snapshots/maxItems")
                        .asInt())
                .isEqualTo(windows.size() * points.size());
    }

    @Test
    void spansAreThoseOfTheWindows() {
        Map<String, Duration> units =
                Map.of("minutes", Duration.ofMinutes(1), "hours", Duration.ofHours(1), "days", Duration.ofDays(1));
        units.forEach((name, unit) -> {
            List<String> spans = Window.ALL.stream()
                    .filter(w -> w.spanMillis() % unit.toMillis() == 0)
                    .map(w -> Long.toString(w.spanMillis() / unit.toMillis()))
                    .toList();
            assertThat(strings(document.at("/components/parameters/" + name + "/schema/enum")))
                    .as(name)
                    .isEqualTo(spans);
        });
        List<String> months = Window.ALL.stream()
                .map(Window::label)
                .filter(label -> label.endsWith("m"))
                .map(label -> label.substring(0, label.length() - 1))
                .toList();
        assertThat(strings(document.at("/components/parameters/months/schema/enum")))
                .isEqualTo(months);
    }

    @Test
    void theMetricsOfASampleAreTheBuiltInOnes() {
        JsonNode properties = document.at("/components/schemas/Sample/properties");
        List<String> numbers = properties
                .propertyStream()
                .filter(e -> strings(e.getValue().path("type")).contains("number"))
                .map(Map.Entry::getKey)
                .toList();
        assertThat(numbers)
                .isEqualTo(Metrics.BUILT_IN.list().stream().map(Metric::name).toList());
    }

    @Test
    void whateverMayFailSaysSoAsAProblem() {
        operations((at, path, item, operation) -> operation
                .path("responses")
                .propertyStream()
                .filter(e -> e.getKey().compareTo("400") >= 0)
                .forEach(e -> {
                    JsonNode response = described.resolve(e.getValue());
                    String as = at + " " + e.getKey();
                    assertThat(response.path("content").propertyNames())
                            .as(as)
                            .containsExactly("application/problem+json");
                    String needed = switch (e.getKey()) {
                        case "401" -> "WWW-Authenticate";
                        case "405" -> "Allow";
                        case "429", "503" -> "Retry-After";
                        default -> "";
                    };
                    if (!needed.isEmpty()) {
                        JsonNode header =
                                described.resolve(response.path("headers").path(needed));
                        assertThat(header.path("required").asBoolean(false))
                                .as(as + " " + needed)
                                .isTrue();
                    }
                }));
    }
}
