package matryoshka.service.platform.openapi;

import static matryoshka.service.platform.openapi.Call.delete;
import static matryoshka.service.platform.openapi.Call.get;
import static matryoshka.service.platform.openapi.Call.post;
import static matryoshka.service.platform.openapi.Call.put;

import java.util.List;

/** Trusted issuers; {@code acme} and {@code build-farm} are there already, from the document's examples. */
final class IssuerCalls {
    private static final String TOO_LARGE = "#".repeat(70_000);
    private static final String TERMS = """
            'issuer': 'https://guest.example', 'jwks_uri': 'https://guest.example/keys', 'audiences': ['us'],
            'types': ['jwt', 'access_token'], 'subject_prefix': 'guests'""";

    private IssuerCalls() {}

    static List<Call> all() {
        return List.of(
                get("/issuers"),
                post("/issuers").json("{'name': 'guest', " + TERMS + "}"),
                post("/issuers").json("{").is(400),
                post("/issuers").json("{'name': 'guest', " + TERMS + "}").is(409),
                post("/issuers").json(TOO_LARGE).is(413),
                post("/issuers").body("text/plain", "{}").is(415),
                post("/issuers").json("{'name': 'other', " + TERMS + "}").is(422),
                get("/issuers/build-farm"),
                get("/issuers/build-farm").with("If-None-Match", "*").is(304),
                get("/issuers/build-farm").with("If-None-Match", "1").is(400),
                get("/issuers/configured"),
                get("/issuers/nobody").is(404),
                get("/issuers/build-farm/keys"),
                get("/issuers/configured/keys"),
                get("/issuers/nobody/keys").is(404),
                post("/issuers/build-farm/keys").is(200),
                post("/issuers/nobody/keys").is(404),
                put("/issuers/guest")
                        .ifMatch("\"1\"")
                        .with("If-None-Match", "\"other\"")
                        .json("{" + TERMS + ", 'clients': ['web-shop']}"),
                put("/issuers/guest").json("{").is(400),
                put("/issuers/nobody").json("{" + TERMS + "}").is(404),
                put("/issuers/configured").json("{" + TERMS + "}").is(409),
                put("/issuers/guest").ifMatch("\"1\"").json("{" + TERMS + "}").is(412),
                put("/issuers/guest")
                        .json("{" + TERMS + "}")
                        .with("If-None-Match", "*")
                        .is(412),
                put("/issuers/guest").json(TOO_LARGE).is(413),
                put("/issuers/guest").body("text/plain", "{}").is(415),
                put("/issuers/guest").json("{'name': 'other', " + TERMS + "}").is(422),
                delete("/issuers/guest").ifMatch("17").is(400),
                delete("/issuers/configured").is(409),
                delete("/issuers/guest").ifMatch("\"1\"").is(412),
                delete("/issuers/guest").with("If-None-Match", "*").is(412),
                delete("/issuers/guest")
                        .ifMatch("*")
                        .with("If-None-Match", "\"other\"")
                        .is(204),
                delete("/issuers/guest").is(404));
    }
}
