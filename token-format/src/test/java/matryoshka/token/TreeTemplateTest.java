package matryoshka.token;

import static matryoshka.token.Fixtures.ISSUER;
import static matryoshka.token.Fixtures.NOW;
import static matryoshka.token.Fixtures.VALUES;
import static matryoshka.token.Fixtures.claims;
import static matryoshka.token.Fixtures.content;
import static matryoshka.token.Fixtures.embedded;
import static matryoshka.token.Fixtures.granted;
import static matryoshka.token.Fixtures.holder;
import static matryoshka.token.Fixtures.sealer;
import static matryoshka.token.Fixtures.verified;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import java.math.BigDecimal;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TreeTemplateTest {
    private final TokenSealer sealer = sealer(SigningAlgorithm.ES256);

    @Test
    void the_claims_of_a_tree_are_these() {
        String orders = Fixtures.shop().mint(VALUES, sealer).outerToken();
        List<EmbeddedToken> children = embedded(verified(SigningAlgorithm.ES256, orders));
        String payments = children.get(0).token().compact();
        String stock = children.get(1).token().compact();
        String ledger = embedded(verified(SigningAlgorithm.ES256, payments))
                .get(0)
                .token()
                .compact();

        assertThat(claims(orders)).isEqualTo("""
                        {"iss":"https://tokens.shop.example","sub":"web-shop","aud":"https://orders",\
                        "client_id":"web-shop","scope":"orders:place","iat":1795341600,"exp":1795341900,\
                        "jti":"R00T","txn":"T1","graph":{"version":17,"plan":"plan"},\
                        "tokens":[\
                        {"type":"urn:ietf:params:oauth:token-type:access_token","aud":"https://payments","token":"%s"},\
                        {"type":"urn:ietf:params:oauth:token-type:access_token","aud":"https://stock","token":"%s"}]}""".formatted(payments, stock));
        assertThat(claims(payments)).isEqualTo("""
                        {"iss":"https://tokens.shop.example","sub":"web-shop","aud":"https://payments",\
                        "client_id":"orders","scope":"payments:charge payments:refund","iat":1795341600,"exp":1795341660,\
                        "jti":"R00T.0","txn":"T1","act":{"sub":"orders"},"graph":{"version":17,"plan":"plan.0"},\
                        "tokens":[\
                        {"type":"urn:ietf:params:oauth:token-type:access_token","aud":"https://ledger","token":"%s"}]}""".formatted(ledger));
        assertThat(claims(ledger)).isEqualTo("""
                        {"iss":"https://tokens.shop.example","sub":"web-shop","aud":"https://ledger",\
                        "client_id":"payments","scope":"ledger:write","iat":1795341600,"exp":1795341660,\
                        "jti":"R00T.0.0","txn":"T1","act":{"sub":"payments","act":{"sub":"orders"}},\
                        "graph":{"version":17,"plan":"plan.0.0"}}""");
    }

    @Test
    void a_shared_token_with_every_claim_is_this() {
        Granted granted = new Granted(
                List.of("https://b", "https://a"),
                new TreeSet<>(List.of("b:x", "a:x")),
                new TreeMap<>(Map.of(
                        "tier", "gold \"1\"", "limit", new BigDecimal("9.50"), "deep", Map.of("l", List.of(1L)))),
                List.of("https://z", "https://c"));
        Presenter presenter = new Presenter("app", List.of("app"), new Cnf("jkt", "0ZcOCORZ"), null);
        TokenContent child = content(
                ".0",
                holder("b", null, "b", "app"),
                Fixtures.shared(List.of("https://y", "https://x"), List.of("x:x"), Map.of()),
                60);
        TreeTemplate template = new TreeTemplate(
                ISSUER,
                3,
                List.of(
                        new TemplateNode(child, List.of()),
                        new TemplateNode(content("", presenter, granted, 60), List.of(0))));
        IdentityClaims identity =
                new IdentityClaims(new BigDecimal("1795000000.25"), "urn:loa:2", List.of("pwd", "otp"));

        String outer = template.mint(new ChainValues("j", "t", "zoë", identity, NOW, null), sealer)
                .outerToken();

        VerifiedToken token = verified(SigningAlgorithm.ES256, outer);
        assertThat(claims(outer))
                .isEqualTo("""
                        {"iss":"https://tokens.shop.example","sub":"zoë","aud":["https://a","https://b"],\
                        "client_id":"app","scope":"a:x b:x","iat":1795341600,"exp":1795341660,"jti":"j","txn":"t",\
                        "act":{"sub":"app"},"graph":{"version":3,"plan":"plan"},"cnf":{"jkt":"0ZcOCORZ"},\
                        "auth_time":1795000000.25,"acr":"urn:loa:2","amr":["pwd","otp"],\
                        "deep":{"l":[1]},"limit":9.50,"tier":"gold \\"1\\"","exchange":["https://c","https://z"],\
                        "tokens":[{"type":"urn:ietf:params:oauth:token-type:access_token","aud":["https://x","https://y"],\
                        "holder":"b","token":"%s"}]}""".formatted(embedded(token).get(0).token().compact()));
        assertThat(token.subject()).isEqualTo("zoë");
        assertThat(token.audiences()).containsExactly("https://a", "https://b");
        assertThat(token.scopes()).containsExactly("a:x", "b:x");
        assertThat(token.clientId()).isEqualTo("app");
        assertThat(token.actors()).containsExactly("app");
        assertThat(token.hasActor()).isTrue();
        assertThat(token.graphVersion()).isEqualTo(3);
        assertThat(token.planId()).isEqualTo("plan");
        assertThat(token.txn()).isEqualTo("t");
        assertThat(token.cnf()).contains(new Cnf("jkt", "0ZcOCORZ"));
        assertThat(token.identity()).isEqualTo(identity);
        assertThat(token.exchange()).containsExactly("https://c", "https://z");
        assertThat(embedded(token).get(0).holder()).isEqualTo("b");
        assertThat(embedded(token).get(0).audiences()).containsExactly("https://x", "https://y");
        assertThat(token.claims()).containsEntry("tier", "gold \"1\"");
    }

    @ParameterizedTest
    @EnumSource
    void every_token_of_a_tree_verifies_by_itself(SigningAlgorithm algorithm) throws JOSEException, ParseException {
        String outer = Fixtures.shop().mint(VALUES, sealer(algorithm)).outerToken();

        assertThat(verifyAll(algorithm, outer)).isEqualTo(4);
    }

    private static int verifyAll(SigningAlgorithm algorithm, String token) throws JOSEException, ParseException {
        if (algorithm != SigningAlgorithm.EdDSA) {
            SigningKey key = Fixtures.key(algorithm);
            JWSVerifier nimbus = key.publicJwk() instanceof ECKey ec
                    ? new ECDSAVerifier(ec)
                    : new RSASSAVerifier((RSAKey) key.publicJwk());
            assertThat(SignedJWT.parse(token).verify(nimbus)).isTrue();
        }
        int tokens = 1;
        for (EmbeddedToken embedded : embedded(verified(algorithm, token))) {
            tokens += verifyAll(algorithm, embedded.token().compact());
        }
        return tokens;
    }

    @Test
    void no_token_outlives_the_one_around_it_nor_the_subject_token() {
        Instant notAfter = NOW.plusSeconds(30);

        MintedTree free = Fixtures.shop().mint(VALUES, sealer);
        MintedTree bounded = Fixtures.shop()
                .mint(new ChainValues("R00T", "T1", "web-shop", IdentityClaims.NONE, NOW, notAfter), sealer);

        Instant iat = Instant.parse("2026-11-22T10:00:00Z");
        assertThat(free.tokens())
                .extracting(MintedToken::expiresAt)
                .containsExactly(iat.plusSeconds(60), iat.plusSeconds(60), iat.plusSeconds(300), iat.plusSeconds(300));
        assertThat(bounded.tokens()).extracting(MintedToken::expiresAt).containsOnly(iat.plusSeconds(30));
    }

    @Test
    void the_ids_of_a_tree_extend_one_another() {
        MintedTree tree = Fixtures.shop().mint(VALUES, sealer);

        assertThat(tree.tokens()).extracting(MintedToken::jti).containsExactly("R00T.0.0", "R00T.0", "R00T.1", "R00T");
        assertThat(tree.outer().bytes()).isEqualTo(tree.outerToken().length());
    }

    @Test
    void nothing_prints_a_token() {
        MintedTree tree = Fixtures.shop().mint(VALUES, sealer);
        VerifiedToken verified = verified(SigningAlgorithm.ES256, tree.outerToken());

        assertThat(tree).hasToString("tree of 4 tokens, jti R00T");
        assertThat(verified).hasToString("token R00T");
        assertThat(verified.embedded().toString()).doesNotContain("eyJ");
        assertThat(new UnverifiedToken(tree.outerToken()).toString()).doesNotContain("eyJ");
    }

    @Test
    void what_is_no_tree_is_refused() {
        TokenContent root = content("", Presenter.bearer("a"), granted("a", "a"), 60);
        TokenContent leaf = content(".0", Presenter.bearer("a"), granted("b", "b"), 60);

        assertNoTree(List.of());
        assertNoTree(List.of(new TemplateNode(root, List.of(0))));
        assertNoTree(List.of(new TemplateNode(root, List.of(1)), new TemplateNode(leaf, List.of())));
        assertNoTree(List.of(new TemplateNode(leaf, List.of()), new TemplateNode(root, List.of())));
        assertNoTree(List.of(new TemplateNode(leaf, List.of()), new TemplateNode(root, List.of(0, 0))));
        assertNoTree(List.of(new TemplateNode(root, List.of()), new TemplateNode(leaf, List.of(0))));
    }

    private static void assertNoTree(List<TemplateNode> nodes) {
        assertThatThrownBy(() -> new TreeTemplate(ISSUER, 1, nodes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not a tree of tokens");
    }
}
