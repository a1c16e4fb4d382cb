package matryoshka.token.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;

class RecipesTest {
    private static final String BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private final Random random = new Random(3);

    private static byte[] inflated(byte[] deflated, Text text) throws DataFormatException {
        Inflater inflater = new Inflater(true);
        inflater.setDictionary(text.bytes, 0, text.start);
        inflater.setInput(deflated);
        byte[] inflated = new byte[text.end - text.start + 1];
        int length = inflater.inflate(inflated);
        assertThat(inflater.finished()).isTrue();
        assertThat(inflater.getRemaining()).isZero();
        inflater.end();
        return Arrays.copyOf(inflated, length);
    }

    private static void assertInflates(byte[] deflated, Text text) throws DataFormatException {
        assertThat(inflated(deflated, text)).isEqualTo(Arrays.copyOfRange(text.bytes, text.start, text.end));
    }

    @Test
    void whatever_is_deflated_inflates_to_the_same() throws DataFormatException {
        for (int i = 0; i < 3_000; i++) {
            Text text = anyText();

            assertInflates(new Recipes().deflate(text), text);
        }
    }

    @Test
    void texts_that_are_alike_or_not_may_follow_each_other() throws DataFormatException {
        Recipes recipes = new Recipes();
        for (int i = 0; i < 3_000; i++) {
            Text text = i % 3 == 0 ? anyText() : token(random.nextInt(3), "user-" + random.nextInt(3));

            assertInflates(recipes.deflate(text), text);
        }
    }

    @Test
    void a_recipe_serves_texts_with_other_random_parts_of_other_lengths() throws DataFormatException {
        Recipe recipe = Recipe.of(token(2, "ann"));
        int served = 0;
        for (int i = 0; i < 200; i++) {
            Text text = token(2, "bob");
            byte[] deflated = recipe.deflate(text);
            if (deflated != null) {
                served++;
                assertInflates(deflated, text);
            }
        }
        // A run that has grown can put a source just beyond the distances that have a code.
        assertThat(served).isGreaterThan(180);
    }

    @Test
    void a_recipe_serves_no_text_in_which_its_matches_do_not_hold() {
        Recipe recipe = Recipe.of(new Draft()
                .dictionary("{\"sub\":\"somebody\"}")
                .add("{\"sub\":\"somebody\"}")
                .text());

        assertThat(recipe.deflate(new Draft()
                        .dictionary("{\"sub\":\"somebody\"}")
                        .add("{\"sub\":\"somebodi\"}")
                        .text()))
                .isNull();
        assertThat(recipe.deflate(new Draft()
                        .dictionary("{\"sub\":\"somebodies\"}")
                        .add("{\"sub\":\"somebodies\"}")
                        .text()))
                .isNull();
    }

    @Test
    void a_dictionary_may_be_longer_than_what_distances_reach() throws DataFormatException {
        String far = run(500);
        for (int between : new int[] {30_000, 31_500, 32_000, 32_700, 33_000, 100_000}) {
            Text text = new Draft()
                    .dictionary(far + run(between))
                    .add(far)
                    .random(run(100))
                    .add(far.substring(100))
                    .text();

            assertInflates(new Recipes().deflate(text), text);
        }
    }

    @Test
    void long_and_repetitive_texts_are_deflated() throws DataFormatException {
        for (String text : List.of(
                "a".repeat(100_000), "ab".repeat(258), "\u0000".repeat(259), run(60_000), run(50).repeat(2_000))) {
            Text draft = new Draft().dictionary("").add(text).text();

            assertInflates(new Recipes().deflate(draft), draft);
        }
    }

    @Test
    void token_like_texts_are_about_as_short_as_zlib_makes_them() {
        long ours = 0;
        long zlib = 0;
        for (int i = 0; i < 200; i++) {
            Text text = token(1 + i % 8, "user");
            ours += new Recipes().deflate(text).length;
            zlib += zlib(text);
        }
        assertThat(ours).isLessThan(zlib * 101 / 100);
    }

    private static int zlib(Text text) {
        Deflater deflater = new Deflater(9, true);
        deflater.setDictionary(text.bytes, 0, text.start);
        deflater.setInput(text.bytes, text.start, text.end - text.start);
        deflater.finish();
        int length = deflater.deflate(new byte[text.end + 100]);
        deflater.end();
        return length;
    }

    private Text anyText() {
        Draft draft = new Draft().dictionary(anyPart(random.nextInt(400)));
        for (int parts = random.nextInt(8); parts >= 0; parts--) {
            draft.add(anyPart(1 + random.nextInt(300)));
            if (random.nextBoolean()) {
                draft.random(run(1 + random.nextInt(300)));
            }
        }
        return draft.text();
    }

    /** Of few characters or of many. */
    private String anyPart(int length) {
        int characters = 1 + random.nextInt(random.nextBoolean() ? 3 : 256);
        StringBuilder part = new StringBuilder();
        while (part.length() < length) {
            part.append((char) random.nextInt(characters));
        }
        return part.toString();
    }

    private String run(int length) {
        StringBuilder run = new StringBuilder();
        while (run.length() < length) {
            run.append(BASE64URL.charAt(random.nextInt(64)));
        }
        return run.toString();
    }

    /** So many tokens, each with a few that it packs. */
    private Text token(int tokens, String user) {
        String claims =
                "{\"iss\":\"https://tokens.shop.example\",\"sub\":\"" + user + "\",\"iat\":1795341600,\"aud\":\"";
        Draft draft = new Draft().dictionary(claims + "https://orders\",\"jti\":\"R00T\",");
        for (int i = 0; i < tokens; i++) {
            draft.add(claims + "https://service-" + i + "\",\"jti\":\"R00T." + i + "\",\"tokens\":\"")
                    .random(run(200 + random.nextInt(8)))
                    .add("\"} ")
                    .random(run(86))
                    .add("\n");
        }
        return draft.text();
    }
}
