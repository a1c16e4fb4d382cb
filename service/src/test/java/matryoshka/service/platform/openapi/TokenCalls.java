package matryoshka.service.platform.openapi;

import static matryoshka.service.platform.openapi.Call.get;
import static matryoshka.service.platform.openapi.Call.post;

import java.util.List;
import java.util.Map;
import matryoshka.service.platform.openapi.Call.Caller;

/** Endpoints without bearer tokens. */
final class TokenCalls {
    private static final String GRANT = "grant_type=client_credentials";

    private TokenCalls() {}

    static List<Call> all() {
        return List.of(
                token(GRANT).is(200),
                token(GRANT + "&scope=orders:place&audience=orders&audience=stock&min_graph_version=1")
                        .is(200),
                token(GRANT + "&scope=nope").is(400),
                token(GRANT + "&audience=nope").is(400),
                token("grant_type=password").is(400),
                token(GRANT).with("DPoP", "no proof").is(400),
                token(GRANT).by(Caller.NOBODY).is(401),
                token("x".repeat(70_000)).is(413),
                post("/oauth2/token")
                        .by(Caller.WEB_SHOP)
                        .json("{'grant_type': 'client_credentials'}")
                        .is(415),
                token(GRANT + "&min_graph_version=999").is(503),
                open("/oauth2/jwks"),
                open("/oauth2/jwks").accepting("application/json"),
                open("/oauth2/jwks").with("If-None-Match", "*").is(304),
                open("/.well-known/oauth-authorization-server"),
                new Call(Caller.NOBODY, "OPTIONS", "/oauth2/jwks", Map.of(), null, 204),
                new Call(Caller.NOBODY, "OPTIONS", "/.well-known/oauth-authorization-server", Map.of(), null, 204),
                open("/"),
                open("/docs/operations.md"),
                open("/docs/nothing.md").is(404),
                post("/console/links")
                        .by(Caller.NOBODY)
                        .body("application/x-www-form-urlencoded", "")
                        .is(401),
                post("/console/links")
                        .by(Caller.WEB_SHOP)
                        .body("application/x-www-form-urlencoded", "")
                        .is(400),
                post("/console/links")
                        .by(Caller.CONSOLE)
                        .body("application/x-www-form-urlencoded", "scope=graph:read")
                        .is(200),
                post("/console/links")
                        .by(Caller.CONSOLE)
                        .body("application/x-www-form-urlencoded", "x".repeat(70_000))
                        .is(413),
                post("/console/links")
                        .by(Caller.CONSOLE)
                        .json("{'scope': 'graph:read'}")
                        .is(415),
                post("/console/session")
                        .by(Caller.NOBODY)
                        .body("application/x-www-form-urlencoded", "code=" + Walk.CODE)
                        .is(200),
                post("/console/session")
                        .by(Caller.NOBODY)
                        .body("application/x-www-form-urlencoded", "code=" + "x".repeat(70_000))
                        .is(413),
                post("/console/session").by(Caller.NOBODY).json("{'code': 'x'}").is(415),
                post("/console/session")
                        .by(Caller.NOBODY)
                        .body("application/x-www-form-urlencoded", "code=unknown")
                        .is(400),
                open("/console").is(308),
                open("/console/"),
                open("/console/").with("If-None-Match", "*").is(304),
                open("/console/app.js"),
                open("/console/style.css"),
                open("/console/icon.svg"),
                open("/console/app.js").with("If-None-Match", "*").is(304),
                open("/console/nothing.js").is(404),
                open("/openapi.json"),
                open("/openapi.json").with("If-None-Match", "*").is(304));
    }

    private static Call token(String form) {
        return post("/oauth2/token").by(Caller.WEB_SHOP).body("application/x-www-form-urlencoded", form);
    }

    private static Call open(String path) {
        return get(path).by(Caller.NOBODY);
    }
}
