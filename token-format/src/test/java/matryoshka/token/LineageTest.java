package matryoshka.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineageTest {
    @Test
    void a_token_comes_from_whatever_its_jti_extends() {
        List<String> asked = new ArrayList<>();

        boolean found = Lineage.anyMatch("R.1~x-_.0~y", jti -> {
            asked.add(jti);
            return false;
        });

        assertThat(found).isFalse();
        assertThat(asked).containsExactly("R", "R.1", "R.1~x-_", "R.1~x-_.0", "R.1~x-_.0~y");
    }

    @ParameterizedTest
    @CsvSource({
        "R, R, true",
        "R, R.0, true",
        "R, R.10.3, true",
        "R, R~x, true",
        "R.1, R.1~x7.0, true",
        "R.1~x7, R.1~x7.0, true",
        "R1, R10, false",
        "R.1, R.10, false",
        "R~x, R~xy, false",
        "R.1, R, false",
        "R.1, R.2, false",
        "R~x, R.1, false",
        "R-x, R, false",
        "r, R.0, false"
    })
    void revoking_a_token_takes_what_is_derived_from_it_along_and_nothing_else(
            String revoked, String jti, boolean expected) {
        assertThat(Lineage.anyMatch(jti, revoked::equals)).isEqualTo(expected);
    }
}
