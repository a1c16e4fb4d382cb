package matryoshka.service.platform.openapi;

import static matryoshka.service.platform.openapi.Call.get;
import static matryoshka.service.platform.openapi.Call.post;

import java.util.List;

/** The states of signing keys. No rotation here ends tokens that the walk uses. */
final class KeyCalls {
    private KeyCalls() {}

    static List<Call> all() {
        return List.of(
                get("/keys"),
                post("/keys/rotate").is(200),
                post("/keys/rotate?compromised=false").is(200),
                post("/keys/rotate?compromised=perhaps").is(400),
                get("/keys"));
    }
}
