package dev.stillframe.core.api;

import dev.stillframe.core.model.Refresh;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Says where an accepted request for a build can be followed. */
final class AcceptedJson {
    private static final JsonMapper JSON = JsonMapper.shared();

    private AcceptedJson() {}

    static String statusUrl(String id) {
        return "/samples/refresh/" + id;
    }

    static byte[] of(Refresh refresh, long etaSeconds, String snapshotUrl) {
        return JSON.writeValueAsBytes(node(refresh, etaSeconds, snapshotUrl));
    }

    static String text(Refresh refresh, long etaSeconds, String snapshotUrl) {
        return JSON.writeValueAsString(node(refresh, etaSeconds, snapshotUrl));
    }

    private static ObjectNode node(Refresh refresh, long etaSeconds, String snapshotUrl) {
        ObjectNode json = JSON.createObjectNode();
        json.put("requestId", refresh.id());
        json.put("status", refresh.status().label());
        json.put("etaSeconds", etaSeconds);
        json.put("statusUrl", statusUrl(refresh.id()));
        json.put("eventsUrl", statusUrl(refresh.id()) + "/events");
        json.put("snapshotUrl", snapshotUrl);
        return json;
    }
}
