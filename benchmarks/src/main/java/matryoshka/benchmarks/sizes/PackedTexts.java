package matryoshka.benchmarks.sizes;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import matryoshka.benchmarks.Samples;
import matryoshka.token.EmbeddedToken;
import matryoshka.token.EmbeddedTokens;
import matryoshka.token.EmbeddingForm;
import matryoshka.token.SignatureProvider;
import matryoshka.token.SigningAlgorithm;
import matryoshka.token.SigningKey;
import matryoshka.token.TokenEncrypter;
import matryoshka.token.TokenSealer;
import matryoshka.token.TokenSigner;
import matryoshka.token.TreeTemplate;
import matryoshka.token.Unpacking;
import matryoshka.token.UnverifiedToken;

/** Texts that packed tokens hold, each with its dictionary. */
final class PackedTexts {
    private PackedTexts() {}

    /**
     * One of them.
     *
     * @param bytes the dictionary and the text
     * @param start where the text starts
     * @param random where each signature starts and ends
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Packed(byte[] bytes, int start, int[] random) {}

    /** Texts from so many mintings of one plan whose outer token embeds tokens that embed none. */
    static List<Packed> of(SampleTrees samples, SampleTrees.Caller fan, int times) {
        SecureRandom random = new SecureRandom();
        SigningKey key = SigningKey.generate(SigningAlgorithm.ES256, random);
        TokenSealer sealer =
                new TokenSealer(new TokenSigner(key, SignatureProvider.fastest(random)), new TokenEncrypter(random));
        TreeTemplate template = new TreeTemplate(Samples.ISSUER, 1, samples.nodes(fan), EmbeddingForm.PACKED);
        List<Packed> texts = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            texts.add(packed(template.mint(samples.values(), sealer).outerToken()));
        }
        return texts;
    }

    private static Packed packed(String token) {
        String claims = payload(token);
        StringBuilder text = new StringBuilder(claims.substring(0, claims.lastIndexOf("\"tokens\":\"")));
        int start = text.length();
        List<Integer> random = new ArrayList<>();
        for (EmbeddedToken embedded : ((Unpacking.Unpacked) EmbeddedTokens.read(new UnverifiedToken(token))).tokens()) {
            String compact = embedded.token().compact();
            text.append(payload(compact)).append(' ');
            random.add(text.length());
            text.append(compact, compact.lastIndexOf('.') + 1, compact.length());
            random.add(text.length());
            text.append('\n');
        }
        return new Packed(
                text.toString().getBytes(StandardCharsets.US_ASCII),
                start,
                random.stream().mapToInt(Integer::intValue).toArray());
    }

    private static String payload(String compact) {
        return new String(Base64.getUrlDecoder().decode(compact.split("\\.", -1)[1]), StandardCharsets.US_ASCII);
    }
}
