package matryoshka.token;

import static matryoshka.token.Fixtures.ISSUER;
import static matryoshka.token.Fixtures.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenSizesTest {
    private final Random random = new Random(17);

    @ParameterizedTest
    @CsvSource({"ES256, 1500", "EdDSA, 1500", "RS256, 20", "PS256, 20"})
    void sizes_known_beforehand_are_exact(SigningAlgorithm algorithm, int trees) {
        TokenSealer sealer = Fixtures.sealer(algorithm);
        for (int i = 0; i < trees; i++) {
            List<TemplateNode> nodes = tree(null);
            ChainValues values = values();
            TreeTemplate template = new TreeTemplate(ISSUER, 123, nodes);

            long[] minted = template.mint(values, sealer).tokens().stream()
                    .mapToLong(MintedToken::bytes)
                    .toArray();

            assertThat(template.tokenBytes(values, sealer)).isEqualTo(minted);
            assertThat(bySizes(nodes, values, sealer)).isEqualTo(minted);
        }
    }

    @Test
    void sizes_of_confidential_tokens_are_upper_bounds() {
        TokenSealer sealer = Fixtures.sealer(SigningAlgorithm.EdDSA);
        for (Recipient recipient : RecipientTest.recipients()) {
            for (int i = 0; i < 40; i++) {
                List<TemplateNode> nodes = tree(recipient);
                ChainValues values = values();
                TreeTemplate template = new TreeTemplate(ISSUER, 123, nodes);

                long[] bounds = template.tokenBytes(values, sealer);
                List<MintedToken> minted = template.mint(values, sealer).tokens();

                assertThat(IntStream.range(0, bounds.length))
                        .allMatch(token -> minted.get(token).bytes() <= bounds[token]);
                assertThat(bySizes(nodes, values, sealer)).isEqualTo(bounds);
            }
        }
    }

    @Test
    void a_version_of_more_digits_can_be_assumed() {
        TokenContent content = Fixtures.content("", Presenter.bearer("a"), Fixtures.granted("a", "a"), 60);
        ChainValues values = values();
        TokenSealer sealer = Fixtures.sealer(SigningAlgorithm.EdDSA);

        long three = new TokenSizes(ISSUER, 3, values, sealer).payloadBytes(content);
        long nine = new TokenSizes(ISSUER, 9, values, sealer).payloadBytes(content);

        assertThat(nine - three).isEqualTo(6);
    }

    private static long[] bySizes(List<TemplateNode> nodes, ChainValues values, TokenSealer sealer) {
        TokenSizes sizes = new TokenSizes(ISSUER, 3, values, sealer);
        long[] bytes = new long[nodes.size()];
        for (int i = 0; i < bytes.length; i++) {
            TokenContent content = nodes.get(i).content();
            List<Integer> embeds = nodes.get(i).embeds();
            long entries = embeds.stream()
                    .mapToLong(
                            child -> sizes.entryBytes(content, nodes.get(child).content(), bytes[child]))
                    .sum();
            bytes[i] = sizes.tokenBytes(
                    content, sizes.nestedPayloadBytes(sizes.payloadBytes(content), embeds.size(), entries));
        }
        return bytes;
    }

    private ChainValues values() {
        IdentityClaims identity = new IdentityClaims(
                random.nextBoolean() ? random.nextLong(1L << 40) : null,
                random.nextBoolean() ? text() : null,
                texts(2));
        return new ChainValues(text(), text(), text(), identity, NOW, random.nextBoolean() ? NOW.plusSeconds(9) : null)
                .boundTo(random.nextBoolean() ? new Cnf("jkt", text()) : null);
    }

    /** A random tree of 1 to 6 tokens, leaf first. */
    private List<TemplateNode> tree(@Nullable Recipient recipient) {
        List<TemplateNode> nodes = new ArrayList<>();
        grow("", 1 + random.nextInt(6), recipient, nodes);
        return nodes;
    }

    /** Adds a subtree of so many tokens; answers the index of its root. */
    private int grow(String place, int tokens, @Nullable Recipient recipient, List<TemplateNode> nodes) {
        List<Integer> embeds = new ArrayList<>();
        for (int rest = tokens - 1; rest > 0; ) {
            int part = 1 + random.nextInt(rest);
            embeds.add(grow(place + "." + embeds.size(), part, recipient, nodes));
            rest -= part;
        }
        nodes.add(new TemplateNode(content(place, random.nextInt(3) == 0 ? recipient : null), embeds));
        return nodes.size() - 1;
    }

    private TokenContent content(String place, @Nullable Recipient recipient) {
        List<String> audiences = new ArrayList<>(texts(2));
        audiences.add("https://" + text());
        TreeMap<String, Object> claims =
                new TreeMap<>(Map.of("x" + text(), text(), "list", texts(3), "n", random.nextLong()));
        Cnf cnf = random.nextBoolean() ? new Cnf("x5t#S256", text()) : null;
        return new TokenContent(
                place,
                text(),
                new Presenter(text(), texts(3), cnf, recipient),
                new Granted(audiences, new TreeSet<>(texts(4)), claims, texts(2)),
                Duration.ofSeconds(1 + random.nextInt(10_000)),
                random.nextBoolean() ? new StatusReference(random.nextInt(10_000), text()) : null);
    }

    private List<String> texts(int atMost) {
        return Collections.nCopies(random.nextInt(atMost + 1), "").stream()
                .map(none -> text())
                .toList();
    }

    private String text() {
        String alphabet = "abcdefghij:/.-_ABC\"\\é€\n";
        return random.ints(1 + random.nextInt(20), 0, alphabet.length())
                .mapToObj(i -> alphabet.substring(i, i + 1))
                .reduce("", String::concat);
    }
}
