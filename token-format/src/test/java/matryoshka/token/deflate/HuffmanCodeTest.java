package matryoshka.token.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class HuffmanCodeTest {
    @Test
    void codes_are_complete_and_within_the_limit() {
        Random random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            int[] frequencies = new int[2 + random.nextInt(285)];
            int skew = 1 + random.nextInt(30);
            for (int symbol = 0; symbol < frequencies.length; symbol++) {
                frequencies[symbol] = random.nextInt(3) == 0 ? 0 : 1 << random.nextInt(skew);
            }
            int limit = frequencies.length <= 100 ? 7 : 15;

            assertComplete(HuffmanCode.ofFrequencies(frequencies, limit), frequencies, limit);
        }
    }

    @Test
    void rare_symbols_get_no_longer_codes_than_the_limit() {
        int[] fibonacci = new int[40];
        fibonacci[0] = 1;
        fibonacci[1] = 1;
        for (int i = 2; i < fibonacci.length; i++) {
            fibonacci[i] = fibonacci[i - 1] + fibonacci[i - 2];
        }

        assertComplete(HuffmanCode.ofFrequencies(fibonacci, 15), fibonacci, 15);
        assertComplete(HuffmanCode.ofFrequencies(fibonacci, 7), fibonacci, 7);
    }

    @Test
    void two_symbols_have_a_code_at_least() {
        assertThat(HuffmanCode.ofFrequencies(new int[] {0, 0, 0, 0, 0}, 7).lengths())
                .containsExactly(1, 1, 0, 0, 0);
        assertThat(HuffmanCode.ofFrequencies(new int[] {0, 0, 0, 9, 0}, 7).lengths())
                .containsExactly(1, 0, 0, 1, 0);
        assertThat(HuffmanCode.ofFrequencies(new int[] {9, 0, 0, 0, 0}, 7).lengths())
                .containsExactly(1, 1, 0, 0, 0);
    }

    @Test
    void frequent_symbols_have_shorter_codes() {
        HuffmanCode code = HuffmanCode.ofFrequencies(new int[] {1, 1, 2, 4, 8}, 15);

        assertThat(code.lengths()).containsExactly(4, 4, 3, 2, 1);
        assertThat(code.bits(new int[] {1, 1, 2, 4, 8})).isEqualTo(30);
        assertThat(code.has(4)).isTrue();
    }

    private static void assertComplete(HuffmanCode code, int[] frequencies, int limit) {
        long sum = 0;
        for (int symbol = 0; symbol < frequencies.length; symbol++) {
            assertThat(code.length(symbol)).isBetween(frequencies[symbol] > 0 ? 1 : 0, limit);
            sum += code.has(symbol) ? 1L << (limit - code.length(symbol)) : 0;
        }
        assertThat(sum).isEqualTo(1L << limit);
    }
}
