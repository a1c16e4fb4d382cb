package matryoshka.service.platform.openapi;

import static matryoshka.service.platform.openapi.Call.delete;
import static matryoshka.service.platform.openapi.Call.get;
import static matryoshka.service.platform.openapi.Call.put;

import java.util.List;

/** Events and webhooks; {@code bank} has a webhook already, from the document's examples. */
final class EventCalls {
    private static final String TOO_LARGE = "#".repeat(70_000);
    private static final String BODY = "{'url': 'https://guest.example/events'}";

    private EventCalls() {}

    static List<Call> all() {
        return List.of(
                get("/graph/events?last_event_id=x")
                        .accepting("text/event-stream")
                        .is(400),
                get("/webhooks"),
                get("/webhooks/bank"),
                get("/webhooks/nobody").is(404),
                get("/webhooks/bank").with("If-None-Match", "*").is(304),
                put("/webhooks/bank").json(BODY),
                put("/webhooks/bank").json(BODY).with("If-None-Match", "*").is(412),
                delete("/webhooks/bank").ifMatch("\"other\"").is(412),
                put("/webhooks/bank").json(BODY).ifMatch("*").with("If-None-Match", "\"other\""),
                put("/webhooks/bank").json("{").is(400),
                put("/webhooks/nobody").json(BODY).is(404),
                put("/webhooks/bank").json(TOO_LARGE).is(413),
                put("/webhooks/bank").body("text/plain", BODY).is(415),
                put("/webhooks/bank").json("{}").is(422),
                delete("/webhooks/bank").with("If-None-Match", "*").is(412),
                delete("/webhooks/bank")
                        .ifMatch("*")
                        .with("If-None-Match", "\"other\"")
                        .is(204),
                delete("/webhooks/bank").is(404));
    }
}
