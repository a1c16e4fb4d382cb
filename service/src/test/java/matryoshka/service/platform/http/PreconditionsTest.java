package matryoshka.service.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;
import matryoshka.service.platform.problems.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreconditionsTest {
    private static final VersionTag CURRENT = new VersionTag(17, "abc");

    @Test
    void without_preconditions_everything_is_allowed() {
        assertThat(Preconditions.NONE.allow(CURRENT)).isTrue();
        assertThat(Preconditions.NONE.allow(CURRENT, false)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"17-abc\"; true",
                "\"17\"; true",
                "\"1\", \"17-abc\"; true",
                "*; true",
                "W/\"17-abc\"; false",
                "\"17-xyz\"; false",
                "\"16\"; false",
                "\"017\"; false",
                "\"\"; false"
            })
    void a_change_of_what_is_named_alone_is_allowed(String ifMatch, boolean allowed) {
        assertThat(ifMatch(ifMatch).allow(CURRENT)).isEqualTo(allowed);
    }

    @Test
    void an_absent_resource_matches_no_tag() {
        assertThat(ifMatch("*").allow(CURRENT, false)).isFalse();
        assertThat(ifNoneMatch("*").allow(CURRENT, false)).isTrue();
        assertThat(ifNoneMatch("\"17-abc\"").allow(CURRENT, false)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"17-abc\"; false",
                "W/\"17-abc\"; false",
                "\"17\"; false",
                "*; false",
                "\"1\", \"17-abc\"; false",
                "\"17-xyz\"; true",
                "\"16\"; true"
            })
    void a_change_of_what_is_named_is_not_allowed(String ifNoneMatch, boolean allowed) {
        assertThat(ifNoneMatch(ifNoneMatch).allow(CURRENT)).isEqualTo(allowed);
    }

    @Test
    void both_preconditions_must_hold() {
        EntityTags current = tags("\"17-abc\"");
        EntityTags other = tags("\"other\"");

        assertThat(new Preconditions(Optional.of(current), Optional.of(other)).allow(CURRENT))
                .isTrue();
        assertThat(new Preconditions(Optional.of(current), Optional.of(current)).allow(CURRENT))
                .isFalse();
        assertThat(new Preconditions(Optional.of(other), Optional.of(other)).allow(CURRENT))
                .isFalse();
    }

    @Test
    void a_version_can_be_demanded_by_its_number() {
        assertThat(Preconditions.only(17).allow(CURRENT)).isTrue();
        assertThat(Preconditions.only(16).allow(CURRENT)).isFalse();
    }

    @Test
    void lists_over_several_lines_are_one() {
        EntityTags tags =
                EntityTags.parse("If-Match", List.of("\"1\" , \"2\"", "\"3\"")).orElseThrow();

        assertThat(tags.tags()).extracting(EntityTags.Tag::opaque).containsExactly("1", "2", "3");
        assertThat(EntityTags.parse("If-Match", List.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"17", "", "\"17", "17\"", "\"17\",", ",\"17\"", "\"17\" \"18\"", "w/\"17\"", "*,\"17\"", "\"1\"x"
            })
    void malformed_headers_are_refused(String header) {
        assertThatThrownBy(() -> tags(header))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().status()).isEqualTo(400));
    }

    @Test
    void a_tag_of_content_ignores_the_order_of_members() throws Exception {
        VersionTag tag = tag("{\"a\": {\"c\": 1, \"d\": [1, 2]}, \"b\": \"x\"}");

        assertThat(tag("{\"b\": \"x\", \"a\": {\"d\": [1, 2], \"c\": 1}}")).isEqualTo(tag);
        assertThat(tag("{\"b\": \"x\", \"a\": {\"d\": [2, 1], \"c\": 1}}")).isNotEqualTo(tag);
        assertThat(tag.quoted()).matches("\"3-[A-Za-z0-9_-]{12}\"");
        assertThat(new VersionTag(0, "").quoted()).isEqualTo("\"0\"");
    }

    private static VersionTag tag(String json) throws Exception {
        return VersionTag.ofContent(3, new ObjectMapper().readTree(json));
    }

    private static Preconditions ifMatch(String header) {
        return new Preconditions(Optional.of(tags(header)), Optional.empty());
    }

    private static Preconditions ifNoneMatch(String header) {
        return new Preconditions(Optional.empty(), Optional.of(tags(header)));
    }

    private static EntityTags tags(String header) {
        return EntityTags.parse("If-Match", List.of(header)).orElseThrow();
    }
}
