package matryoshka.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChainIdTest {
    private final Random random = new Random(7);

    @ParameterizedTest
    @ValueSource(
            strings = {"2001-09-09T01:46:40Z", "2026-11-27T10:00:00Z", "2038-01-19T03:14:08Z", "2106-02-07T06:28:15Z"})
    void it_tells_when_the_chain_began(String time) {
        Instant begun = Instant.parse(time);

        for (int round = 0; round < 100; round++) {
            String id = ChainId.of(begun.plusMillis(999), 0xABCDEF, bytes());

            assertThat(id).hasSize(22).matches("[A-Za-z0-9_-]+");
            assertThat(ChainId.begunAt(id)).hasValue(begun);
            assertThat(ChainId.begunAt(id + ".1~!x-y_z.0")).hasValue(begun);
            assertThat(ChainId.begunAt(id + "~x")).hasValue(begun);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 0x8000, 0x800000, 0xABCDEF, 0xFFFFFF})
    void it_tells_which_registration_began_the_chain(int registration) {
        String id = ChainId.of(Instant.parse("2026-11-27T10:00:00Z"), registration, bytes());

        assertThat(ChainId.registration(id)).hasValue(registration);
        assertThat(ChainId.registration(id + ".1~!x-y_z.0")).hasValue(registration);
    }

    @Test
    void an_id_with_the_time_alone_tells_that_and_no_registration() {
        // As the release before wrote them: the time, 96 random bits, and another mark.
        String id = "aRhPgAECAwQFBgcICQoLDB";

        assertThat(ChainId.begunAt(id)).isPresent();
        assertThat(ChainId.registration(id)).isEmpty();
        assertThat(ChainId.registration("R")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1 << 24})
    void a_registration_is_never_cut_off(int registration) {
        assertThatThrownBy(() -> ChainId.of(Instant.EPOCH, registration, bytes()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void no_two_are_the_same() {
        Set<String> ids = new HashSet<>();
        for (int round = 0; round < 10_000; round++) {
            assertThat(ids.add(ChainId.of(Instant.EPOCH, 7, bytes()))).isTrue();
        }
    }

    @Test
    void an_id_of_an_earlier_release_tells_nothing() {
        for (int round = 0; round < 1_000; round++) {
            byte[] old = new byte[16];
            random.nextBytes(old);

            assertThat(ChainId.begunAt(Base64.getUrlEncoder().withoutPadding().encodeToString(old)))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "R",
                ".",
                "~x",
                "R.1",
                "äöü",
                "aaaaaaaaaaaaaaaaaaaaaaB",
                "aaaaaaaaaaaaaaaaaaaaaA",
                "!!!!!!!!aaaaaaaaaaaaaB",
                "123456789012345678901"
            })
    void nor_does_what_is_none(String jti) {
        assertThat(ChainId.begunAt(jti)).isEmpty();
    }

    @Test
    void randomness_is_not_saved_on() {
        assertThatThrownBy(() -> ChainId.of(Instant.EPOCH, 7, new byte[8]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private byte[] bytes() {
        byte[] bytes = new byte[ChainId.RANDOM_BYTES];
        random.nextBytes(bytes);
        return bytes;
    }
}
