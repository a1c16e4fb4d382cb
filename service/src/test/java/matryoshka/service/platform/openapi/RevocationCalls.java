package matryoshka.service.platform.openapi;

import static matryoshka.service.platform.openapi.Call.get;
import static matryoshka.service.platform.openapi.Call.post;

import java.util.List;
import matryoshka.service.platform.openapi.Call.Caller;

/** Revocation of tokens that the walk does not use. */
final class RevocationCalls {
    private static final String TOO_LARGE = "#".repeat(70_000);

    private RevocationCalls() {}

    static List<Call> all() {
        return List.of(
                revoke("token=garbage&token_type_hint=refresh_token").is(200),
                revoke("token_type_hint=access_token").is(400),
                revoke("token=garbage").by(Caller.NOBODY).is(401),
                revoke(TOO_LARGE).is(413),
                post("/oauth2/revoke")
                        .by(Caller.WEB_SHOP)
                        .json("{'token': 'garbage'}")
                        .is(415),
                post("/revocations").json("{'subject': 'https://id.example|8'}"),
                post("/revocations").json("{'client_id': 'formerly-known'}"),
                post("/revocations").json("{").is(400),
                post("/revocations").json(TOO_LARGE).is(413),
                post("/revocations").body("text/plain", "{}").is(415),
                post("/revocations").json("{'client_id': 'x', 'subject': 'y'}").is(422),
                get("/revocations"),
                get("/revocations?limit=1"),
                get("/revocations?limit=0").is(400),
                get("/revocations?before=1"),
                get("/revocations?before=x").is(400));
    }

    private static Call revoke(String form) {
        return post("/oauth2/revoke").by(Caller.WEB_SHOP).body("application/x-www-form-urlencoded", form);
    }
}
