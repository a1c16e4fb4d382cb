package matryoshka.benchmarks.sizes;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.stream.LongStream;
import matryoshka.benchmarks.Samples;
import matryoshka.token.EmbeddingForm;
import matryoshka.token.Recipient;
import matryoshka.token.SignatureProvider;
import matryoshka.token.SigningAlgorithm;
import matryoshka.token.SigningKey;
import matryoshka.token.SizedToken;
import matryoshka.token.TemplateNode;
import matryoshka.token.TokenEncrypter;
import matryoshka.token.TokenSealer;
import matryoshka.token.TokenSigner;
import matryoshka.token.TreeSizes;
import matryoshka.token.TreeTemplate;

/** Prints the sizes of tokens in both forms, as the table of {@code docs/token-size.md}. */
public final class TokenSizesTable {
    private static final int MINTED = 200;

    /** A signature and a plan node's id. Everything else in an embedded token can be derived from the token around it. */
    private static final int RANDOM_BYTES = 64 + 12;

    /** As a planner assumes. */
    private static final int VERSION_DIGITS = 10;

    private final SampleTrees samples = new SampleTrees();
    private final TokenSealer sealer;

    private TokenSizesTable() {
        SecureRandom random = new SecureRandom();
        SigningKey key = SigningKey.generate(SigningAlgorithm.ES256, random);
        sealer = new TokenSealer(new TokenSigner(key, SignatureProvider.fastest(random)), new TokenEncrypter(random));
    }

    public static void main(String[] args) {
        TokenSizesTable table = new TokenSizesTable();
        Map<String, SampleTrees.Caller> trees = new LinkedHashMap<>();
        trees.put("sample shop", SampleTrees.shop());
        trees.put("fan of 8", SampleTrees.fan(8));
        for (int length = 1; length <= 10; length++) {
            trees.put("chain of " + length, SampleTrees.chain(length));
        }
        table.lengths(System.out, trees);
        table.forms(System.out);
        trees.keySet().removeIf(name -> !name.matches("fan of 8|chain of (2|3|10)"));
        trees.put("fan of 20", SampleTrees.fan(20));
        trees.put("fan of 63", SampleTrees.fan(63));
        trees.put("fan of 8 fans of 7", SampleTrees.fans(8, 7));
        table.room(System.out, trees);
    }

    private void lengths(PrintStream out, Map<String, SampleTrees.Caller> trees) {
        out.println("| tree | tokens | plain | packed | shortest–longest | planned as | bound |");
        out.println("|---|---|---|---|---|---|---|");
        trees.forEach((name, tree) -> {
            LongSummaryStatistics packed = LongStream.of(minted(tree)).summaryStatistics();
            out.printf(
                    Locale.ROOT,
                    "| %s | %d | %d | %.0f | %d–%d | %d | %d |%n",
                    name,
                    samples.nodes(tree).size(),
                    bytes(samples.nodes(tree), EmbeddingForm.PLAIN),
                    packed.getAverage(),
                    packed.getMin(),
                    packed.getMax(),
                    planned(samples.nodes(tree), VERSION_DIGITS),
                    bound(samples.nodes(tree)));
        });
    }

    /** What a client and a gateway hold in each form, except for handles, which only a running issuer makes: {@code http.Handles}. */
    private void forms(PrintStream out) {
        Recipient key = key();
        out.println(
                "| tree | packed | plain | split: client | split: gateway | encrypted, packed | encrypted, plain |");
        out.println("|---|---|---|---|---|---|---|");
        Map.of("four tokens", SampleTrees.four(), "sample shop", SampleTrees.shop())
                .forEach((name, tree) -> {
                    String packed = token(samples.nodes(tree), EmbeddingForm.PACKED);
                    int end = packed.lastIndexOf('.');
                    out.printf(
                            Locale.ROOT,
                            "| %s | %.0f | %d | %d | %d | %d | %d |%n",
                            name,
                            LongStream.of(minted(tree)).average().orElseThrow(),
                            bytes(samples.nodes(tree), EmbeddingForm.PLAIN),
                            packed.length() - end - 1,
                            end,
                            bytes(samples.encrypted(tree, key), EmbeddingForm.PACKED),
                            bytes(samples.encrypted(tree, key), EmbeddingForm.PLAIN));
                });
    }

    /** On P-256, with a short name. */
    private static Recipient key() {
        try {
            ECKey key = new ECKeyGenerator(Curve.P_256).keyID("o1").generate();
            return Recipient.parse(Map.of(
                            "kty", "EC",
                            "crv", "P-256",
                            "kid", "o1",
                            "x", key.getX().toString(),
                            "y", key.getY().toString()))
                    .uncompressed();
        } catch (JOSEException impossible) {
            throw new IllegalStateException("every Java platform has P-256", impossible);
        }
    }

    /** With a version of the same number of digits, so that only the reserve for randomness is left. */
    private void room(PrintStream out, Map<String, SampleTrees.Caller> trees) {
        out.println("| tree | packed | deviation | planned as | room in deviations |");
        out.println("|---|---|---|---|---|");
        trees.forEach((name, tree) -> {
            long[] packed = minted(tree);
            double mean = LongStream.of(packed).average().orElseThrow();
            double deviation = Math.sqrt(LongStream.of(packed)
                    .mapToDouble(bytes -> Math.pow(bytes - mean, 2))
                    .average()
                    .orElseThrow());
            long planned = planned(samples.nodes(tree), 1);
            out.printf(
                    Locale.ROOT,
                    "| %s | %.0f | %.1f | %d | %.0f |%n",
                    name,
                    mean,
                    deviation,
                    planned,
                    (planned - mean) / deviation);
        });
    }

    private long[] minted(SampleTrees.Caller tree) {
        return LongStream.generate(() -> bytes(samples.nodes(tree), EmbeddingForm.PACKED))
                .limit(MINTED)
                .toArray();
    }

    private long bytes(List<TemplateNode> nodes, EmbeddingForm form) {
        return token(nodes, form).length();
    }

    private String token(List<TemplateNode> nodes, EmbeddingForm form) {
        return new TreeTemplate(Samples.ISSUER, 1, nodes, form)
                .mint(samples.values(), sealer)
                .outerToken();
    }

    private long planned(List<TemplateNode> nodes, int versionDigits) {
        TreeSizes sizes = new TreeSizes(Samples.ISSUER, versionDigits, samples.values(), sealer, EmbeddingForm.PACKED);
        List<SizedToken> sized = new ArrayList<>();
        for (TemplateNode node : nodes) {
            sized.add(sizes.size(
                    node.content(), node.embeds().stream().map(sized::get).toList()));
        }
        return sized.get(sized.size() - 1).bytes();
    }

    /** The outer token alone, plus what cannot be derived of each other one, twice in base64. */
    private long bound(List<TemplateNode> nodes) {
        return bytes(SampleTrees.alone(nodes), EmbeddingForm.PLAIN)
                + Math.round((nodes.size() - 1) * RANDOM_BYTES * 16 / 9.0);
    }
}
