package matryoshka.service.platform.openapi;

import static matryoshka.service.platform.openapi.Call.delete;
import static matryoshka.service.platform.openapi.Call.get;
import static matryoshka.service.platform.openapi.Call.post;
import static matryoshka.service.platform.openapi.Call.put;

import java.util.List;
import matryoshka.service.platform.openapi.Call.Caller;

/** Clients; {@code night-batch} is there already, from the document's examples. */
final class ClientCalls {
    private static final String TOO_LARGE = "#".repeat(70_000);

    private ClientCalls() {}

    static List<Call> all() {
        return List.of(
                get("/clients"),
                post("/clients").json("{'client_name': 'Without an id'}"),
                post("/clients").json("{'client_id': 'guest', 'scope': 'orders:read', 'claims': {'a': [1]}}"),
                post("/clients").json("{").is(400),
                post("/clients")
                        .by(Caller.WRITER)
                        .json("{'scope': 'graph:publish-any'}")
                        .is(403),
                post("/clients").json("{'client_id': 'guest'}").is(409),
                post("/clients").json(TOO_LARGE).is(413),
                post("/clients").body("text/plain", "{}").is(415),
                post("/clients").json("{'scope': 'nope', 'colour': 'red'}").is(422),
                get("/clients/night-batch"),
                get("/clients/night-batch").with("If-None-Match", "*").is(304),
                get("/clients/night-batch").with("If-None-Match", "1").is(400),
                get("/clients/nobody").is(404),
                put("/clients/guest")
                        .ifMatch("\"1\"")
                        .with("If-None-Match", "\"other\"")
                        .json("{'scope': 'orders:read', 'disabled': true}"),
                put("/clients/guest").json("{").is(400),
                put("/clients/admin").by(Caller.WRITER).json("{}").is(403),
                put("/clients/nobody").json("{}").is(404),
                put("/clients/admin").json("{'disabled': true}").is(409),
                put("/clients/guest").ifMatch("\"1\"").json("{}").is(412),
                put("/clients/guest").json("{}").with("If-None-Match", "*").is(412),
                put("/clients/guest").json(TOO_LARGE).is(413),
                put("/clients/guest").body("text/plain", "{}").is(415),
                put("/clients/guest").json("{'client_id': 'other'}").is(422),
                post("/clients/guest/secrets"),
                post("/clients/admin/secrets").by(Caller.WRITER).is(403),
                post("/clients/nobody/secrets").is(404),
                post("/clients/night-batch/secrets").is(409),
                post("/clients")
                        .json("{'client_id': 'signer', 'token_endpoint_auth_method': 'private_key_jwt',"
                                + " 'jwks_uri': 'https://keys.invalid/jwks'}"),
                get("/clients/signer/keys"),
                get("/clients/guest/keys").is(404),
                post("/clients/signer/keys").is(200),
                post("/clients/nobody/keys").is(404),
                delete("/clients/guest").ifMatch("17").is(400),
                delete("/clients/admin").by(Caller.WRITER).is(403),
                delete("/clients/admin").is(409),
                delete("/clients/guest").ifMatch("\"1\"").is(412),
                delete("/clients/guest").with("If-None-Match", "*").is(412),
                delete("/clients/guest")
                        .ifMatch("*")
                        .with("If-None-Match", "\"other\"")
                        .is(204),
                delete("/clients/guest").is(404));
    }
}
