package matryoshka.service.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import matryoshka.service.testing.RunningIssuer;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.lang.JoseException;

/** Compares a tree of tokens, each verified, with the plan that the issuer showed for it. */
final class OutsideTree {
    private final String algorithm;
    private final String jwks;
    private final long version;
    private final Map<String, Set<String>> scopesByAudience;
    private final Set<String> ids = new HashSet<>();

    private OutsideTree(String algorithm, String jwks, JsonNode graph, long version) {
        this.algorithm = algorithm;
        this.jwks = jwks;
        this.version = version;
        this.scopesByAudience = scopes(graph);
    }

    /** Fails unless a token and all its embedded ones are what the plan says. */
    static void assertPlanned(RunningIssuer issuer, String token, String algorithm, JsonNode plan)
            throws IOException, InterruptedException, InvalidJwtException, JoseException {
        OutsideTree tree = new OutsideTree(
                algorithm,
                issuer.jwks(),
                issuer.read("/graph"),
                plan.get("version").longValue());
        JsonNode planned = plan.get("plan");
        for (String audience : tree.verified(token, firstAudience(planned)).audiences()) {
            OutsideToken outer = tree.verified(token, audience);
            assertThat(outer.claims().has("act")).isFalse();
            assertThat(outer.text("sub")).isEqualTo(outer.text("client_id"));
            assertThat(outer.number("exp") - outer.number("iat"))
                    .isEqualTo(planned.get("lifetime").longValue());
            tree.ids.clear();
            tree.assertPlanned(outer, planned);
        }
    }

    private void assertPlanned(OutsideToken token, JsonNode planned)
            throws InvalidJwtException, JoseException, IOException {
        // Plans reserve room for what varies.
        assertThat(token.compact())
                .hasSizeBetween(
                        planned.get("bytes").intValue() * 9 / 10,
                        planned.get("bytes").intValue());
        assertThat(token.claim("aud")).isEqualTo(planned.get("aud"));
        assertThat(token.text("scope")).isEqualTo(planned.get("scope").textValue());
        assertThat(token.text("client_id")).isEqualTo(planned.get("holder").textValue());
        assertThat(token.claim("graph").get("version").longValue()).isEqualTo(version);
        assertThat(token.claim("graph").get("plan")).isEqualTo(planned.get("id"));
        assertThat(owned(token.audiences())).containsAll(token.scopes());
        List<JsonNode> entries = token.entries();
        assertThat(entries).hasSameSizeAs(planned.get("children"));
        for (int i = 0; i < entries.size(); i++) {
            JsonNode child = planned.get("children").get(i);
            assertThat(entries.get(i).get("aud")).isEqualTo(child.get("aud"));
            OutsideToken embedded = verified(entries.get(i).get("token").textValue(), firstAudience(child));
            assertDerived(embedded, token);
            assertThat(ids.add(embedded.text("jti"))).isTrue();
            assertThat(embedded.number("exp") - embedded.number("iat"))
                    .isLessThanOrEqualTo(child.get("lifetime").longValue());
            assertPlanned(embedded, child);
        }
    }

    private static void assertDerived(OutsideToken child, OutsideToken parent) {
        assertThat(child.number("exp")).isLessThanOrEqualTo(parent.number("exp"));
        assertThat(child.claim("iat")).isEqualTo(parent.claim("iat"));
        assertThat(child.text("sub")).isEqualTo(parent.text("sub"));
        assertThat(child.text("txn")).isEqualTo(parent.text("txn")).isNotEmpty();
        assertThat(child.text("jti")).matches(Pattern.quote(parent.text("jti")) + "[.][0-9]+");
        assertThat(child.claim("act").get("sub").textValue()).isEqualTo(child.text("client_id"));
        assertThat(child.claim("act").path("act")).isEqualTo(parent.claim("act"));
    }

    private OutsideToken verified(String token, String audience)
            throws InvalidJwtException, JoseException, IOException {
        return OutsideToken.verified(token, audience, algorithm, jwks);
    }

    private Set<String> owned(List<String> audiences) {
        Set<String> scopes = new HashSet<>();
        audiences.forEach(audience -> scopes.addAll(scopesByAudience.getOrDefault(audience, Set.of())));
        return scopes;
    }

    private static String firstAudience(JsonNode planned) {
        JsonNode aud = planned.get("aud");
        return (aud.isArray() ? aud.get(0) : aud).textValue();
    }

    private static Map<String, Set<String>> scopes(JsonNode graph) {
        Map<String, Set<String>> scopes = new LinkedHashMap<>();
        graph.get("services").properties().forEach(service -> {
            Set<String> own = new HashSet<>();
            service.getValue().path("scopes").fieldNames().forEachRemaining(own::add);
            scopes.put(service.getValue().path("audience").asText(service.getKey()), own);
        });
        return scopes;
    }
}
