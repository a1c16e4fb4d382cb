package matryoshka.token;

import static matryoshka.token.Fixtures.ISSUER;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenSizesTest {
    @ParameterizedTest
    @CsvSource({"ES256, 400", "EdDSA, 400", "RS256, 20", "PS256, 20"})
    void sizes_known_beforehand_are_exact(SigningAlgorithm algorithm, int trees) {
        TokenSealer sealer = Fixtures.sealer(algorithm);
        RandomTrees random = new RandomTrees(17, null);
        for (int i = 0; i < trees; i++) {
            List<TemplateNode> nodes = random.next(6);
            ChainValues values = random.values();

            long[] minted = new TreeTemplate(ISSUER, 123, nodes)
                    .mint(values, sealer).tokens().stream()
                            .mapToLong(MintedToken::bytes)
                            .toArray();

            assertThat(bySizes(nodes, values, sealer)).isEqualTo(minted);
        }
    }

    @Test
    void a_version_of_more_digits_can_be_assumed() {
        TokenContent content = Fixtures.content("", Presenter.bearer("a"), Fixtures.granted("a", "a"), 60);
        ChainValues values = Fixtures.VALUES;
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
}
