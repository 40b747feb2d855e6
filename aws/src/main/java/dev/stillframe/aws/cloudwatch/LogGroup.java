package dev.stillframe.aws.cloudwatch;

import dev.stillframe.aws.ClientSettings;
import dev.stillframe.aws.Clients;
import dev.stillframe.aws.Reason;
import dev.stillframe.aws.SignedRequests;
import dev.stillframe.core.port.StoreException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A log group of CloudWatch Logs, read page by page (CloudWatch Logs API Reference, FilterLogEvents). */
public final class LogGroup {
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Type", "application/x-amz-json-1.1",
            "X-Amz-Target", "Logs_20140328.FilterLogEvents");
    private static final String MISSING = "ResourceNotFoundException";
    private static final String THROTTLED = "ThrottlingException";

    private final String name;
    private final ClientSettings settings;
    private final SignedRequests requests;

    /** A group, which need not exist. */
    public LogGroup(Clients clients, String name) {
        this.name = name;
        this.settings = clients.settings();
        this.requests = new SignedRequests(clients, "logs", settings.region(), aws(settings.region()));
    }

    private static URI aws(String region) {
        return URI.create("https://logs." + region + ".amazonaws.com" + (region.startsWith("cn-") ? ".cn" : ""));
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /**
     * An event.
     *
     * @param id no other event has it
     * @param at when the function wrote it, epoch milliseconds
     * @param text as it was written, without the end of its last line
     */
    public record Event(String id, long at, String text) {}

    /**
     * A page of events, the oldest first.
     *
     * @param events possibly none, even where more pages follow
     * @param next what to ask for the next page with; null where this is the last one
     */
    public record Page(List<Event> events, @Nullable String next) {}

    /**
     * Reads a page.
     *
     * @param from the earliest time of events, epoch milliseconds
     * @param token null for the first page, else what the page before says
     * @return empty where there is no such group: a function that never ran has none
     * @throws StoreException when it cannot be read
     */
    public Optional<Page> page(long from, @Nullable String token) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("logGroupName", name);
        request.put("startTime", from);
        if (token != null) {
            request.put("nextToken", token);
        }
        String text = JsonMapper.shared().writeValueAsString(request);
        String failure = "";
        for (int attempt = 1; attempt <= settings.attempts(); attempt++) {
            try {
                SignedRequests.Answer answer = requests.post("/", HEADERS, text);
                if (answer.status() == 200) {
                    return Optional.of(read(answer.body()));
                }
                String type = type(answer.body());
                if (type.equals(MISSING)) {
                    return Optional.empty();
                }
                failure = type.isEmpty() ? "status " + answer.status() : type + " " + message(answer.body());
                if (answer.status() < 500 && answer.status() != 429 && !type.equals(THROTTLED)) {
                    break;
                }
            } catch (IOException e) {
                failure = Reason.of(SdkException.create(String.valueOf(e.getMessage()), e));
            } catch (SdkException e) {
                throw new StoreException("the log " + name + " cannot be read: " + Reason.of(e), e);
            }
            pause(attempt);
        }
        throw new StoreException("the log " + name + " cannot be read: " + failure);
    }

    private void pause(int attempt) {
        try {
            Thread.sleep(settings.backoff().multipliedBy(attempt));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted between two attempts", e);
        }
    }

    private Page read(String body) {
        try {
            JsonNode json = JsonMapper.shared().readTree(body);
            List<Event> events = new ArrayList<>();
            for (JsonNode event : json.path("events")) {
                events.add(new Event(
                        event.path("eventId").asString(""),
                        event.path("timestamp").asLong(0),
                        event.path("message").asString("").stripTrailing()));
            }
            String next = json.path("nextToken").asString("");
            return new Page(events, next.isEmpty() ? null : next);
        } catch (JacksonException e) {
            throw new StoreException("the log " + name + " cannot be read: the answer is no JSON", e);
        }
    }

    private static String type(String body) {
        String type = field(body, "__type");
        return type.substring(type.indexOf('#') + 1);
    }

    private static String message(String body) {
        String message = field(body, "message");
        return message.isEmpty() ? field(body, "Message") : message;
    }

    private static String field(String body, String name) {
        try {
            return JsonMapper.shared().readTree(body).path(name).asString("");
        } catch (JacksonException e) {
            return "";
        }
    }
}
