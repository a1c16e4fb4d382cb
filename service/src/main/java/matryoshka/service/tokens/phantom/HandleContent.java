package matryoshka.service.tokens.phantom;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import matryoshka.graph.Sorted;
import matryoshka.graph.plan.PlannedContent;
import matryoshka.service.clients.registration.StoredJson;
import matryoshka.service.planning.minting.IssuedToken;
import matryoshka.token.ChainValues;
import matryoshka.token.Cnf;
import matryoshka.token.IdentityClaims;
import org.jspecify.annotations.Nullable;

/**
 * What a handle says was granted. Scopes and audiences are not in it: they follow from the plan's origin, which the ledger keeps for as
 * long as tokens of the plan may live. Its form is short JSON, not compressed, so that a handle's length says nothing about what a client
 * may not read.
 *
 * @param planId the plan node of the outer token
 * @param claims custom claims of a chain for somebody else; a client's own come from its registration
 * @param parameters of the request, if conditions of dependencies decide about the plan
 */
record HandleContent(
        String planId,
        String jti,
        String txn,
        String subject,
        String clientId,
        List<String> actors,
        IdentityClaims identity,
        Instant issuedAt,
        Instant expiresAt,
        @Nullable Cnf cnf,
        SortedMap<String, Object> claims,
        SortedMap<String, String> parameters) {

    HandleContent {
        actors = List.copyOf(actors);
        claims = Sorted.map(claims);
        parameters = Sorted.map(parameters);
    }

    static HandleContent of(IssuedToken issued, SortedMap<String, String> parameters) {
        PlannedContent content = issued.content();
        ChainValues chain = issued.chain();
        return new HandleContent(
                issued.plan().outer().id(),
                issued.jti(),
                chain.txn(),
                chain.subject(),
                content.presenter(),
                content.actors(),
                chain.identity(),
                Instant.ofEpochSecond(chain.now().getEpochSecond()),
                issued.expiresAt(),
                issued.cnf(),
                content.actors().isEmpty() ? Sorted.map(Map.of()) : content.claims(),
                parameters);
    }

    /** Returns whether a client has the token for itself. */
    boolean isOwn() {
        return actors.isEmpty();
    }

    byte[] bytes() {
        Map<String, Object> json = new TreeMap<>(Map.of(
                "p", planId,
                "j", jti,
                "x", txn,
                "c", clientId,
                "i", issuedAt.getEpochSecond(),
                "e", expiresAt.getEpochSecond() - issuedAt.getEpochSecond()));
        if (!subject.equals(clientId)) {
            json.put("s", subject);
        }
        putUnlessEmpty(json, "a", actors);
        putUnlessEmpty(json, "m", identity.amr());
        if (identity.authTime() != null) {
            json.put("t", identity.authTime().toPlainString());
        }
        if (identity.acr() != null) {
            json.put("r", identity.acr());
        }
        if (cnf != null) {
            json.put("k", List.of(cnf.method(), cnf.thumbprint()));
        }
        if (!claims.isEmpty()) {
            json.put("l", claims);
        }
        if (!parameters.isEmpty()) {
            json.put("q", parameters);
        }
        return StoredJson.print(json).getBytes(StandardCharsets.UTF_8);
    }

    private static void putUnlessEmpty(Map<String, Object> json, String name, List<String> texts) {
        if (!texts.isEmpty()) {
            json.put(name, texts);
        }
    }

    /** Reads back what this issuer wrote. */
    static HandleContent read(byte[] bytes) {
        Map<String, Object> json = StoredJson.object(new String(bytes, StandardCharsets.UTF_8));
        Instant issuedAt = Instant.ofEpochSecond(number(json, "i"));
        List<String> key = texts(json, "k");
        SortedMap<String, String> parameters = new TreeMap<>();
        object(json, "q").forEach((name, value) -> parameters.put(name, value.toString()));
        String clientId = text(json, "c").orElseThrow();
        return new HandleContent(
                text(json, "p").orElseThrow(),
                text(json, "j").orElseThrow(),
                text(json, "x").orElseThrow(),
                text(json, "s").orElse(clientId),
                clientId,
                texts(json, "a"),
                new IdentityClaims(
                        text(json, "t").map(BigDecimal::new).orElse(null),
                        text(json, "r").orElse(null),
                        texts(json, "m")),
                issuedAt,
                issuedAt.plusSeconds(number(json, "e")),
                key.isEmpty() ? null : new Cnf(key.get(0), key.get(1)),
                object(json, "l"),
                parameters);
    }

    private static Optional<String> text(Map<String, Object> json, String name) {
        return Optional.ofNullable(json.get(name)).map(Object::toString);
    }

    private static long number(Map<String, Object> json, String name) {
        return ((Number) json.getOrDefault(name, 0L)).longValue();
    }

    private static List<String> texts(Map<String, Object> json, String name) {
        return json.get(name) instanceof List<?> list
                ? list.stream().map(Object::toString).toList()
                : List.of();
    }

    private static SortedMap<String, Object> object(Map<String, Object> json, String name) {
        SortedMap<String, Object> object = new TreeMap<>();
        if (json.get(name) instanceof Map<?, ?> map) {
            map.forEach((member, value) -> object.put(String.valueOf(member), value));
        }
        return object;
    }

    /** Does not show the user's claims. */
    @Override
    public String toString() {
        return "handle of " + jti;
    }
}
