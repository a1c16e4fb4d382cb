package matryoshka.token;

import static matryoshka.token.EmbeddingForm.PACKED;
import static matryoshka.token.EmbeddingForm.PLAIN;
import static matryoshka.token.Fixtures.ISSUER;
import static matryoshka.token.Fixtures.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TreeSizesTest {
    private static final int VERSION = 123;

    private static List<SizedToken> sized(List<TemplateNode> nodes, TreeSizes sizes) {
        List<SizedToken> tokens = new ArrayList<>();
        for (TemplateNode node : nodes) {
            tokens.add(sizes.size(
                    node.content(), node.embeds().stream().map(tokens::get).toList()));
        }
        return tokens;
    }

    private static TreeSizes sizes(ChainValues values, TokenSealer sealer, EmbeddingForm form) {
        return new TreeSizes(ISSUER, 3, values, sealer, form);
    }

    private static long[] bytes(List<SizedToken> tokens) {
        return tokens.stream().mapToLong(SizedToken::bytes).toArray();
    }

    private static long[] minted(List<TemplateNode> nodes, EmbeddingForm form, ChainValues values, TokenSealer sealer) {
        return new TreeTemplate(ISSUER, VERSION, nodes, form)
                .mint(values, sealer).tokens().stream()
                        .mapToLong(MintedToken::bytes)
                        .toArray();
    }

    @ParameterizedTest
    @CsvSource({"ES256, 100", "EdDSA, 100", "RS256, 10", "PS256, 10"})
    void plain_trees_are_sized_exactly(SigningAlgorithm algorithm, int trees) {
        TokenSealer sealer = Fixtures.sealer(algorithm);
        RandomTrees random = new RandomTrees(3, null);
        for (int i = 0; i < trees; i++) {
            List<TemplateNode> nodes = random.next(6);
            ChainValues values = random.values();

            assertThat(bytes(sized(nodes, sizes(values, sealer, PLAIN))))
                    .isEqualTo(minted(nodes, PLAIN, values, sealer));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ES256", "EdDSA"})
    void no_packed_token_is_longer_than_it_was_sized(SigningAlgorithm algorithm) {
        neverLonger(new RandomTrees(5, null), Fixtures.sealer(algorithm), 400);
    }

    @Test
    void nor_is_one_with_confidential_tokens_in_it() {
        for (Recipient recipient : RecipientTest.recipients()) {
            neverLonger(new RandomTrees(7, recipient), Fixtures.sealer(SigningAlgorithm.EdDSA), 15);
        }
    }

    @Test
    void confidential_tokens_that_are_not_compressed_are_sized_exactly_in_plain_form() {
        TokenSealer sealer = Fixtures.sealer(SigningAlgorithm.EdDSA);
        for (Recipient recipient : RecipientTest.recipients()) {
            RandomTrees random = new RandomTrees(13, recipient.uncompressed());
            List<TemplateNode> nodes = random.next(6);
            ChainValues values = random.values();

            assertThat(bytes(sized(nodes, sizes(values, sealer, PLAIN))))
                    .isEqualTo(minted(nodes, PLAIN, values, sealer));
        }
    }

    private static void neverLonger(RandomTrees random, TokenSealer sealer, int trees) {
        for (int i = 0; i < trees; i++) {
            List<TemplateNode> nodes = random.next(12);
            ChainValues values = random.values();
            long[] bounds = bytes(sized(nodes, sizes(values, sealer, PACKED)));

            long[] minted = minted(random.replanned(nodes), PACKED, values, sealer);

            assertThat(IntStream.range(0, bounds.length)).allMatch(token -> minted[token] <= bounds[token]);
        }
    }

    /** Eight of the deviations that its model tells; six where the placeholders themselves came out short. */
    @Test
    void the_room_covers_what_varies_with_the_randomness_and_not_much_more() {
        TokenSealer sealer = Fixtures.sealer(SigningAlgorithm.ES256);
        RandomTrees random = new RandomTrees(11, null);
        for (List<TemplateNode> nodes : List.of(fan(8), fan(20), chain(3), chain(10))) {
            long bound = outer(sized(nodes, sizes(Fixtures.VALUES, sealer, PACKED)));
            LongSummaryStatistics lengths = new LongSummaryStatistics();
            double squares = 0;
            for (int i = 0; i < 200; i++) {
                long[] minted = minted(random.replanned(nodes), PACKED, Fixtures.VALUES, sealer);
                lengths.accept(minted[minted.length - 1]);
                squares += Math.pow((double) minted[minted.length - 1], 2);
            }
            double mean = lengths.getAverage();
            double deviation = Math.sqrt(squares / lengths.getCount() - mean * mean);

            assertThat((double) bound).isBetween(mean + 6 * deviation, mean * 1.04);
        }
    }

    @Test
    void a_size_is_made_of_the_plan_alone() {
        ChainValues other =
                new ChainValues("r00t", "t2", "ann-shop", IdentityClaims.NONE, NOW.plusSeconds(5_000), null);
        TokenSealer another = new TokenSealer(
                new TokenSigner(SigningKey.generate(SigningAlgorithm.ES256, Fixtures.RANDOM), Fixtures.PROVIDER),
                new TokenEncrypter(Fixtures.RANDOM));

        long size = outer(sized(fan(8), sizes(Fixtures.VALUES, Fixtures.sealer(SigningAlgorithm.ES256), PACKED)));

        assertThat(outer(sized(fan(8), sizes(other, another, PACKED)))).isEqualTo(size);
        // On every machine, whatever its zlib.
        assertThat(size).isEqualTo(2_186);
    }

    @Test
    void room_for_longer_subjects_can_be_reserved() {
        TokenSealer sealer = Fixtures.sealer(SigningAlgorithm.ES256);
        String subject = "https://idp.example/users/0123456789";
        ChainValues values = new ChainValues("R00T", "T1", "web-shop" + subject, IdentityClaims.NONE, NOW, null);

        long reserved =
                outer(sized(chain(4), sizes(Fixtures.VALUES, sealer, PACKED).reserving(subject.length())));

        assertThat(reserved).isEqualTo(outer(sized(chain(4), sizes(values, sealer, PACKED))));
    }

    @Test
    void a_version_of_more_digits_can_be_assumed() {
        TokenSealer sealer = Fixtures.sealer(SigningAlgorithm.EdDSA);
        TokenContent content = content("", "hub", "web-shop");

        long three = new TreeSizes(ISSUER, 3, Fixtures.VALUES, sealer, PACKED).claimsBytes(content);
        long nine = new TreeSizes(ISSUER, 9, Fixtures.VALUES, sealer, PACKED).claimsBytes(content);

        assertThat(nine - three).isEqualTo(6);
    }

    /** It would pack into a few kilobytes. */
    @Test
    void what_readers_would_not_unpack_is_longer_than_any_limit() {
        TreeSizes sizes = sizes(Fixtures.VALUES, Fixtures.sealer(SigningAlgorithm.EdDSA), PACKED);
        TokenContent large = new TokenContent(
                ".0.0",
                "plan",
                new Presenter("hub", List.of("hub"), null, null),
                new Granted(
                        List.of("https://large.example"),
                        new TreeSet<>(List.of("large:call")),
                        new TreeMap<>(Map.of("note", "a".repeat(EmbeddedTokens.MAX_TEXT_BYTES))),
                        List.of()),
                Duration.ofMinutes(5));

        SizedToken around = sizes.size(content(".0", "hub", "web-shop"), List.of(sizes.size(large, List.of())));

        assertThat(around.bytes()).isEqualTo(Integer.MAX_VALUE);
        assertThat(sizes.size(content("", "outer", "web-shop"), List.of(around)).bytes())
                .isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void sizes_print_no_token() {
        assertThat(sized(chain(2), sizes(Fixtures.VALUES, Fixtures.sealer(SigningAlgorithm.EdDSA), PACKED))
                        .toString())
                .doesNotContain("eyJ")
                .contains("bytes");
    }

    private static List<TemplateNode> fan(int width) {
        List<TemplateNode> nodes = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            nodes.add(new TemplateNode(content("." + i, "service-" + i, "hub", "hub"), List.of()));
        }
        nodes.add(new TemplateNode(
                content("", "hub", "web-shop"),
                IntStream.range(0, width).boxed().toList()));
        return nodes;
    }

    private static List<TemplateNode> chain(int length) {
        List<TemplateNode> nodes = new ArrayList<>();
        for (int i = length - 1; i >= 0; i--) {
            String holder = i == 0 ? "web-shop" : "service-" + (i - 1);
            nodes.add(new TemplateNode(
                    content(".0".repeat(i), "service-" + i, holder, i == 0 ? new String[0] : new String[] {holder}),
                    i == length - 1 ? List.of() : List.of(length - 2 - i)));
        }
        return nodes;
    }

    private static TokenContent content(String place, String service, String holder, String... actors) {
        return new TokenContent(
                place,
                "0123456789abcdefghijkl",
                new Presenter(holder, List.of(actors), null, null),
                Granted.of("https://" + service + ".example", List.of(service + ":call")),
                Duration.ofMinutes(5),
                new StatusReference(1000, ISSUER + "/oauth2/status/1000"));
    }

    private static long outer(List<SizedToken> tokens) {
        return tokens.get(tokens.size() - 1).bytes();
    }
}
