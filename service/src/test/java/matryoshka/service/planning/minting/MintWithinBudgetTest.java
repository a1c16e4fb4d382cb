package matryoshka.service.planning.minting;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import matryoshka.token.ChainValues;
import matryoshka.token.EmbeddingForm;
import matryoshka.token.Granted;
import matryoshka.token.IdentityClaims;
import matryoshka.token.MintedTree;
import matryoshka.token.Presenter;
import matryoshka.token.SignatureProvider;
import matryoshka.token.SigningAlgorithm;
import matryoshka.token.SigningKey;
import matryoshka.token.TemplateNode;
import matryoshka.token.TokenContent;
import matryoshka.token.TokenEncrypter;
import matryoshka.token.TokenSealer;
import matryoshka.token.TokenSigner;
import matryoshka.token.TreeTemplate;
import org.junit.jupiter.api.Test;

class MintWithinBudgetTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NESTED = 8;

    /** Ed25519 signatures are deterministic, so the length of a chain is known in advance. */
    private final TokenSealer sealer = new TokenSealer(
            new TokenSigner(SigningKey.generate(SigningAlgorithm.EdDSA, RANDOM), SignatureProvider.jdk(RANDOM)),
            new TokenEncrypter(RANDOM));

    private final TreeTemplate template = template();
    private final AtomicInteger renewed = new AtomicInteger();

    private static TreeTemplate template() {
        List<TemplateNode> nodes = new ArrayList<>();
        for (int index = 0; index < NESTED; index++) {
            Presenter holder = new Presenter("a", List.of("a"), null, null);
            nodes.add(new TemplateNode(content("." + index, holder, "b" + index), List.of()));
        }
        nodes.add(new TemplateNode(
                content("", Presenter.bearer("app"), "a"),
                IntStream.range(0, NESTED).boxed().toList()));
        return new TreeTemplate("https://issuer.example", 1, nodes, EmbeddingForm.PACKED);
    }

    private static TokenContent content(String place, Presenter presenter, String audience) {
        return new TokenContent(
                place, "plan", presenter, Granted.of(audience, List.of(audience + ":x")), Duration.ofMinutes(5));
    }

    private static ChainValues chain() {
        byte[] id = new byte[16];
        RANDOM.nextBytes(id);
        String jti = Base64.getUrlEncoder().withoutPadding().encodeToString(id);
        return new ChainValues(jti, "txn", "app", IdentityClaims.NONE, Instant.ofEpochSecond(1_800_000_000), null);
    }

    private int bytes(ChainValues chain) {
        return template.mint(chain, sealer).outer().bytes();
    }

    private Optional<MintedTree> mint(int maxBytes, ChainValues first, ChainValues others) {
        UnaryOperator<ChainValues> renew = any -> {
            renewed.incrementAndGet();
            return others;
        };
        return new MintWithinBudget(maxBytes, renew).mint(template, first, sealer);
    }

    @Test
    void a_tree_that_is_too_long_by_chance_is_minted_again() {
        Map<ChainValues, Integer> lengths = new HashMap<>();
        for (int chain = 0; chain < 40; chain++) {
            ChainValues values = chain();
            lengths.put(values, bytes(values));
        }
        ChainValues shortest = Collections.min(lengths.keySet(), Comparator.comparing(lengths::get));
        ChainValues longest = Collections.max(lengths.keySet(), Comparator.comparing(lengths::get));
        assertThat(bytes(shortest)).isLessThan(bytes(longest));

        assertThat(mint(bytes(shortest), longest, shortest)).hasValueSatisfying(tree -> {
            assertThat(tree.outer().jti()).isEqualTo(shortest.rootJti());
            assertThat(tree.outer().bytes()).isEqualTo(bytes(shortest));
        });
        assertThat(renewed).hasValue(1);
    }

    @Test
    void a_tree_that_is_always_too_long_is_not_issued() {
        assertThat(mint(100, chain(), chain())).isEmpty();
        assertThat(renewed).hasValue(8);
    }

    @Test
    void a_tree_that_fits_is_minted_once() {
        assertThat(mint(10_000, chain(), chain())).isPresent();
        assertThat(renewed).hasValue(0);
    }
}
