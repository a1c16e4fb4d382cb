package matryoshka.service.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import matryoshka.service.platform.problems.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IfMatchTest {
    @Test
    void no_header_is_no_condition() {
        assertThat(IfMatch.parse(List.of())).isEmpty();
    }

    @Test
    void the_tag_of_a_version_matches_it_alone() {
        IfMatch condition = parse(IfMatch.etag(17));

        assertThat(condition.matches(17)).isTrue();
        assertThat(condition.matches(18)).isFalse();
    }

    @Test
    void a_star_matches_whatever_there_is() {
        assertThat(parse("*").matches(3)).isTrue();
        assertThat(parse("*").matches(0)).isTrue();
    }

    @Test
    void lists_over_one_or_more_headers_match_each_member() {
        IfMatch condition = IfMatch.parse(List.of("\"1\" , \"2\"", "\"3\"")).orElseThrow();

        assertThat(condition.versions()).containsExactlyInAnyOrder(1L, 2L, 3L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"W/\"17\"", "\"abc\"", "\"\"", "\"017\"", "\"-17\"", "\"99999999999999999999\""})
    void weak_tags_and_tags_that_are_not_ours_match_nothing(String header) {
        assertThat(parse(header).matches(17)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"17", "", "\"17", "17\"", "\"17\",", ",\"17\"", "\"17\" \"18\"", "w/\"17\"", "*,\"17\"", "\"1\"x"
            })
    void malformed_headers_are_refused(String header) {
        assertThatThrownBy(() -> parse(header))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().status()).isEqualTo(400));
    }

    private static IfMatch parse(String header) {
        return IfMatch.parse(List.of(header)).orElseThrow();
    }
}
