package matryoshka.service.platform.openapi;

import static matryoshka.service.platform.openapi.Call.get;
import static matryoshka.service.platform.openapi.Call.post;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import matryoshka.service.platform.openapi.Call.Caller;

/** What a service does with a token that it received: exchange and introspection, and the status lists. */
final class ReceivedTokenCalls {
    private static final String TYPES = "urn:ietf:params:oauth:token-type:";
    private static final String FORM = "application/x-www-form-urlencoded";

    private ReceivedTokenCalls() {}

    static List<Call> all(String token, String splitHash) {
        String subject = "&subject_token=" + token + "&subject_token_type=" + TYPES + "access_token";
        return List.of(
                exchange(subject).is(200),
                exchange(subject + "&scope=orders:place&min_graph_version=1").is(200),
                exchange(subject + "&requested_token_type=" + TYPES + "jwt").is(200),
                exchange(subject + "&audience=nowhere").is(400),
                exchange(subject + "&actor_token=x").is(400),
                introspect("token=" + token).is(200),
                introspect("token=" + token + "&token_type_hint=access_token&min_graph_version=1")
                        .is(200),
                introspect("token=" + token)
                        .accepting("application/token-introspection+jwt")
                        .is(200),
                introspect("token=" + token).accepting("application/jwt").is(200),
                introspect("token=garbage").accepting("application/jwt").is(401),
                introspect("token=" + token + "&include=tokens").is(200),
                introspect("token=" + token + "&include=claims").is(400),
                introspect("token=garbage").is(200),
                introspect("token=").is(400),
                introspect("token=" + token).by(Caller.NOBODY).is(401),
                introspect("#".repeat(70_000)).is(413),
                post("/oauth2/introspect")
                        .by(Caller.ORDERS)
                        .json("{'token': 'garbage'}")
                        .is(415),
                get(statusList(token)).by(Caller.NOBODY),
                get(statusList(token) + "?time=1700000000").by(Caller.NOBODY).is(501),
                get(statusList(token))
                        .by(Caller.NOBODY)
                        .with("If-None-Match", "*")
                        .is(304),
                get("/oauth2/status/" + (statusList(token).endsWith("9999") ? 9998 : 9999))
                        .by(Caller.NOBODY)
                        .is(404),
                new Call(Caller.NOBODY, "OPTIONS", statusList(token), Map.of(), null, 204),
                get("/oauth2/split/" + splitHash).by(Caller.OUTSIDER),
                get("/oauth2/split/" + splitHash).by(Caller.ORDERS).is(403),
                get("/oauth2/split/" + splitHash).by(Caller.NOBODY).is(401),
                get("/oauth2/split/garbage").by(Caller.OUTSIDER).is(404),
                get("/oauth2/status").by(Caller.NOBODY),
                get("/oauth2/status")
                        .by(Caller.NOBODY)
                        .with("If-None-Match", "*")
                        .is(304),
                new Call(Caller.NOBODY, "OPTIONS", "/oauth2/status", Map.of(), null, 204));
    }

    /** Where the status of a token is published. */
    private static String statusList(String token) {
        String claims = new String(Base64.getUrlDecoder().decode(token.split("[.]", -1)[1]), StandardCharsets.UTF_8);
        return claims.replaceAll(".*(/oauth2/status/[0-9]{4}).*", "$1");
    }

    private static Call exchange(String parameters) {
        return post("/oauth2/token")
                .by(Caller.ORDERS)
                .body(FORM, "grant_type=urn:ietf:params:oauth:grant-type:token-exchange" + parameters);
    }

    private static Call introspect(String form) {
        return post("/oauth2/introspect").by(Caller.ORDERS).body(FORM, form);
    }
}
