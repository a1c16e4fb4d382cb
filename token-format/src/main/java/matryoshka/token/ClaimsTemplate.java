package matryoshka.token;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The claims of one token without the embedded tokens: JSON in the order of writing, with gaps for what differs between trees. */
final class ClaimsTemplate {
    private static final byte[] EXPIRES_AT =
            new JsonBytes().next(ClaimNames.EXPIRES_AT).toByteArray();
    private static final byte[] JWT_ID =
            new JsonBytes().next(ClaimNames.JWT_ID).raw("\"").toByteArray();
    private static final byte[] TRANSACTION =
            new JsonBytes().raw("\"").next(ClaimNames.TRANSACTION).toByteArray();

    /** From the opening brace. */
    private final byte[] untilSubject;
    /** {@code aud}, {@code client_id}, {@code scope}. */
    private final byte[] untilIssuedAt;
    /** The suffix of the {@code jti}. */
    private final byte[] place;
    /** {@code act}, {@code graph}, {@code status}. */
    private final byte[] untilConfirmation;
    /** For the key that the token is bound to. */
    private final TokenContent content;
    /** Custom claims and {@code exchange}. */
    private final byte[] rest;

    ClaimsTemplate(String issuer, long graphVersion, TokenContent content) {
        untilSubject = issuer(issuer);
        untilIssuedAt = grant(content);
        place = new JsonBytes().escaped(content.place()).toByteArray();
        untilConfirmation = stamp(content, graphVersion);
        this.content = content;
        rest = rest(content.granted());
    }

    /** Writes the claims without the closing brace, since the embedded tokens may follow. */
    void write(JsonBytes out, ChainJson chain, long expiresAt) {
        out.raw(untilSubject).raw(chain.subject);
        out.raw(untilIssuedAt).raw(chain.issuedAt);
        out.raw(EXPIRES_AT).number(expiresAt);
        out.raw(JWT_ID).raw(chain.rootJti).raw(place);
        out.raw(TRANSACTION).raw(chain.txn);
        out.raw(untilConfirmation);
        confirmation(out, content.cnf(chain.values));
        out.raw(chain.identity);
        out.raw(rest);
    }

    long writtenBytes() {
        return (long) untilSubject.length
                + untilIssuedAt.length
                + place.length
                + untilConfirmation.length
                + rest.length;
    }

    private static byte[] issuer(String issuer) {
        JsonBytes json = new JsonBytes().raw("{");
        json.name(ClaimNames.ISSUER).string(issuer);
        return json.next(ClaimNames.SUBJECT).toByteArray();
    }

    private static byte[] grant(TokenContent content) {
        Granted granted = content.granted();
        JsonBytes json = new JsonBytes();
        json.next(ClaimNames.AUDIENCE).stringOrArray(granted.audiences());
        json.next(ClaimNames.CLIENT_ID).string(content.presenter().clientId());
        if (!granted.scopes().isEmpty()) {
            json.next(ClaimNames.SCOPE).string(String.join(" ", granted.scopes()));
        }
        return json.next(ClaimNames.ISSUED_AT).toByteArray();
    }

    private static byte[] stamp(TokenContent content, long graphVersion) {
        JsonBytes json = new JsonBytes();
        act(json, content.presenter().actors());
        json.next(ClaimNames.GRAPH).raw("{");
        json.name(ClaimNames.GRAPH_VERSION).number(graphVersion);
        json.next(ClaimNames.GRAPH_PLAN).string(content.planId()).raw("}");
        status(json, content.status());
        return json.toByteArray();
    }

    /** Writes the whole member, preceded by a comma; nothing for null. */
    private static void confirmation(JsonBytes json, @Nullable Cnf cnf) {
        if (cnf != null) {
            json.next(ClaimNames.CONFIRMATION).raw("{");
            json.name(cnf.method()).string(cnf.thumbprint()).raw("}");
        }
    }

    private static void status(JsonBytes json, @Nullable StatusReference status) {
        if (status != null) {
            json.next(ClaimNames.STATUS).raw("{").name(ClaimNames.STATUS_LIST).raw("{");
            json.name(ClaimNames.STATUS_INDEX).number(status.index());
            json.next(ClaimNames.STATUS_URI).string(status.uri()).raw("}}");
        }
    }

    private static void act(JsonBytes json, List<String> actors) {
        for (String actor : actors) {
            json.next(ClaimNames.ACTOR).raw("{");
            json.name(ClaimNames.SUBJECT).string(actor);
        }
        json.raw("}".repeat(actors.size()));
    }

    private static byte[] rest(Granted granted) {
        JsonBytes json = new JsonBytes();
        granted.claims().forEach((name, value) -> json.next(name).value(value));
        if (!granted.exchange().isEmpty()) {
            json.next(ClaimNames.EXCHANGE).strings(granted.exchange());
        }
        return json.toByteArray();
    }
}
