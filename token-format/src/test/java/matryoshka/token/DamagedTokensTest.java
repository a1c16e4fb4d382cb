package matryoshka.token;

import static matryoshka.token.Forged.part;
import static matryoshka.token.PackedBy.ENCRYPTED;
import static matryoshka.token.PackedBy.SIGNED;
import static matryoshka.token.PackedBy.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Packed tokens with something changed in them anywhere. */
class DamagedTokensTest {
    @Test
    void damaged_tokens_are_answered_and_never_an_exception() {
        Random random = new Random(23);
        String token = Fixtures.shop(RecipientTest.recipients().get(0), EmbeddingForm.PACKED)
                .mint(Fixtures.VALUES, Fixtures.sealer(SigningAlgorithm.ES256))
                .outerToken();
        String[] parts = token.split("\\.", -1);
        String claims = Forged.text(parts[1]);
        int at = claims.lastIndexOf("\"tokens\":\"") + 10;
        byte[] deflated = Base64.getUrlDecoder().decode(claims.substring(at, claims.length() - 2));
        String dictionary = claims.substring(0, at - 10);
        int refused = 0;
        for (int i = 0; i < 6_000; i++) {
            byte[] damaged = (i % 2 == 0 ? claims.getBytes(StandardCharsets.UTF_8) : deflated).clone();
            for (int j = random.nextInt(3); j >= 0; j--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            Unpacking answer = read(
                    i % 2 == 0
                            ? parts[0] + '.' + part(damaged) + '.' + parts[2]
                            : PackedBy.token(dictionary, part(damaged)));
            refused += answer instanceof Unpacking.Refused ? 1 : 0;
        }
        assertThat(refused).isBetween(3_000, 5_999);
    }

    @Test
    void damaged_texts_are_answered_and_never_an_exception() {
        Random random = new Random(29);
        String pieces = "{}\" \n\r\t\\.,:[]eéA=-_7\u0000";
        for (int i = 0; i < 6_000; i++) {
            StringBuilder text = new StringBuilder(SIGNED + ENCRYPTED + SIGNED);
            for (int j = random.nextInt(4); j >= 0; j--) {
                int position = random.nextInt(text.length());
                char piece = pieces.charAt(random.nextInt(pieces.length()));
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(position, piece);
                    case 1 -> text.insert(position, piece);
                    default -> text.deleteCharAt(position);
                }
            }
            Unpacking answer = read(PackedBy.zlib(text.toString()));

            if (answer instanceof Unpacking.Unpacked unpacked) {
                assertThat(unpacked.tokens())
                        .allMatch(token -> token.token().compact().startsWith(PackedBy.HEADER + '.')
                                || token.token()
                                                .compact()
                                                .chars()
                                                .filter(c -> c == '.')
                                                .count()
                                        == 4);
            }
        }
    }
}
