package matryoshka.token;

import static matryoshka.token.EmbeddingForm.PACKED;
import static matryoshka.token.Fixtures.ISSUER;
import static matryoshka.token.Fixtures.VALUES;
import static matryoshka.token.Fixtures.claims;
import static matryoshka.token.Fixtures.sealer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PackedTreeTest {
    @TempDir
    private static Path directory;

    @Test
    void the_claims_of_a_packed_tree_are_these() {
        String orders = Fixtures.shop(null, PACKED)
                .mint(VALUES, sealer(SigningAlgorithm.ES256))
                .outerToken();

        List<EmbeddedToken> children = Fixtures.unpacked(EmbeddedTokens.read(new UnverifiedToken(orders)));

        assertThat(claims(orders)).matches("""
                        \\{"iss":"https://tokens.shop.example","sub":"web-shop","aud":"https://orders",\
                        "client_id":"web-shop","scope":"orders:place","iat":1795341600,"exp":1795341900,\
                        "jti":"R00T","txn":"T1","graph":\\{"version":17,"plan":"plan"},\
                        "tokens":"[A-Za-z0-9_-]+"}""");
        assertThat(children).extracting(EmbeddedToken::holder).containsExactly("orders", "orders");
        assertThat(children)
                .extracting(EmbeddedToken::audiences)
                .containsExactly(List.of("https://payments"), List.of("https://stock"));
        assertThat(claims(children.get(1).token().compact())).isEqualTo("""
                        {"iss":"https://tokens.shop.example","sub":"web-shop","aud":"https://stock",\
                        "client_id":"orders","scope":"stock:reserve","iat":1795341600,"exp":1795341900,\
                        "jti":"R00T.1","txn":"T1","act":{"sub":"orders"},"graph":{"version":17,"plan":"plan.1"}}""");
    }

    @Test
    void a_token_without_others_in_it_is_the_same_in_both_forms() {
        List<TemplateNode> one = new RandomTrees(1, null).next(1);
        TokenSealer sealer = sealer(SigningAlgorithm.EdDSA);

        assertThat(new TreeTemplate(ISSUER, 1, one, PACKED).mint(VALUES, sealer).outerToken())
                .isEqualTo(new TreeTemplate(ISSUER, 1, one).mint(VALUES, sealer).outerToken());
    }

    @ParameterizedTest
    @EnumSource
    void lengths_are_told_of_every_token(SigningAlgorithm algorithm) {
        MintedTree tree = Fixtures.shop(null, PACKED).mint(VALUES, sealer(algorithm));
        List<EmbeddedToken> children = Fixtures.unpacked(EmbeddedTokens.read(new UnverifiedToken(tree.outerToken())));

        assertThat(tree.tokens())
                .extracting(MintedToken::bytes)
                .contains(
                        tree.outerToken().length(),
                        children.get(0).token().compact().length(),
                        children.get(1).token().compact().length());
    }

    /** Unpacked by the lines that the documentation shows, and verified by jose4j. */
    @ParameterizedTest
    @EnumSource(names = {"ES256", "RS256", "PS256"})
    void every_token_of_any_tree_verifies_by_a_library_that_is_not_ours(SigningAlgorithm algorithm)
            throws IOException, ReflectiveOperationException, JoseException {
        Document.Unpack unpack = Document.java(directory);
        RandomTrees random = new RandomTrees(19, null);
        int trees = algorithm == SigningAlgorithm.ES256 ? 60 : 3;
        for (int i = 0; i < trees; i++) {
            List<TemplateNode> nodes = random.next(10);
            TreeTemplate template = new TreeTemplate(ISSUER, 1, nodes, PACKED);
            // By what it has learnt, too.
            for (int again = 0; again < 2; again++) {
                MintedTree tree = template.mint(random.values(), sealer(algorithm));

                assertThat(verifyAll(tree.outerToken(), unpack, algorithm)).isEqualTo(nodes.size());
            }
        }
    }

    private static int verifyAll(String token, Document.Unpack unpack, SigningAlgorithm algorithm)
            throws ReflectiveOperationException, JoseException {
        JsonWebSignature jws = new JsonWebSignature();
        jws.setAlgorithmConstraints(
                new AlgorithmConstraints(AlgorithmConstraints.ConstraintType.PERMIT, algorithm.joseName()));
        jws.setCompactSerialization(token);
        jws.setKey(Fixtures.key(algorithm).publicKey());
        assertThat(jws.verifySignature()).isTrue();
        List<String> embedded = unpack.unpack(token);
        assertThat(Fixtures.unpacked(EmbeddedTokens.read(new UnverifiedToken(token))))
                .extracting(child -> child.token().compact())
                .isEqualTo(embedded);
        int tokens = 1;
        for (String child : embedded) {
            tokens += verifyAll(child, unpack, algorithm);
        }
        return tokens;
    }

    @Test
    void confidential_tokens_are_packed_with_their_callee_and_holder() {
        for (Recipient recipient : RecipientTest.recipients()) {
            String outer = Fixtures.shop(recipient, PACKED)
                    .mint(VALUES, sealer(SigningAlgorithm.EdDSA))
                    .outerToken();

            EmbeddedToken payments = Fixtures.unpacked(EmbeddedTokens.read(new UnverifiedToken(outer)))
                    .get(0);

            assertThat(payments.audiences()).containsExactly("https://payments");
            assertThat(payments.holder()).isEqualTo("orders");
            assertThat(payments.token().compact().split("\\.", -1)).hasSize(5);
        }
    }

    @Test
    void an_audience_that_would_break_the_line_of_an_encrypted_token_is_refused() {
        Recipient recipient = RecipientTest.recipients().get(0);
        TokenContent child = Fixtures.content(
                ".0", Fixtures.holder("orders", recipient, "orders"), Granted.of("two words", List.of("s")), 60);
        TokenContent outer = Fixtures.content("", Presenter.bearer("web-shop"), Fixtures.granted("orders", "o"), 60);

        assertThatThrownBy(() -> new TreeTemplate(
                        ISSUER,
                        1,
                        List.of(new TemplateNode(child, List.of()), new TemplateNode(outer, List.of(0))),
                        PACKED))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_callee_is_one_of_the_audiences() {
        assertThatThrownBy(() -> new TokenContent(
                        "",
                        "plan",
                        Presenter.bearer("a"),
                        Fixtures.granted("a", "a"),
                        java.time.Duration.ofMinutes(1),
                        null,
                        "https://b"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void many_threads_mint_from_one_template() {
        TreeTemplate template = Fixtures.shop(null, PACKED);
        TokenSealer sealer = sealer(SigningAlgorithm.EdDSA);
        RandomTrees random = new RandomTrees(2, null);
        List<ChainValues> values =
                IntStream.range(0, 400).mapToObj(i -> random.values()).toList();
        ConcurrentLinkedQueue<String> minted = new ConcurrentLinkedQueue<>();

        values.parallelStream()
                .forEach(chain -> minted.add(template.mint(chain, sealer).outerToken()));

        assertThat(minted)
                .hasSize(400)
                .allMatch(token -> Fixtures.unpacked(EmbeddedTokens.read(new UnverifiedToken(token)))
                                .size()
                        == 2);
    }
}
