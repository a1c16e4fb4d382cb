package matryoshka.service.planning.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import matryoshka.graph.Sorted;
import matryoshka.service.platform.caches.CacheMemory;
import matryoshka.service.platform.caches.CacheShare;
import matryoshka.service.testing.Caches;
import matryoshka.service.testing.HeapSize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ParameterRulesTest {
    private static final ParameterRules RULES = new ParameterRules(Caches.memory());
    private static final SortedMap<String, SortedSet<String>> PATTERNS =
            patterns(Map.of("amount", "[0-9]{1,6}", "transaction_id", "[a-z]+|[0-9]+"));

    @Test
    void only_required_matching_parameters_become_claims() {
        Map<String, String> given = Map.of("amount", "100", "transaction_id", "abc", "other", "x");
        assertThat(RULES.check(PATTERNS, given))
                .isEqualTo(new ParameterRules.Bound(Sorted.map(Map.of("amount", "100", "transaction_id", "abc"))));
        assertThat(RULES.check(patterns(Map.of()), given)).isEqualTo(new ParameterRules.Bound(Sorted.map(Map.of())));
    }

    @Test
    void the_first_missing_or_malformed_parameter_is_named() {
        assertThat(RULES.check(PATTERNS, Map.of("transaction_id", "abc")))
                .isEqualTo(new ParameterRules.Missing("amount"));
        assertThat(RULES.check(PATTERNS, Map.of("amount", "1")))
                .isEqualTo(new ParameterRules.Missing("transaction_id"));
        assertThat(RULES.check(PATTERNS, Map.of("amount", "-1", "transaction_id", "-")))
                .isEqualTo(new ParameterRules.Malformed("amount"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc1", "1abc", "abc\n", " abc", "ABC"})
    void a_value_matches_as_a_whole_or_not_at_all(String value) {
        assertThat(RULES.check(PATTERNS, Map.of("amount", "1", "transaction_id", value)))
                .isEqualTo(new ParameterRules.Malformed("transaction_id"));
    }

    @Test
    void a_value_matches_every_pattern_of_its_name() {
        SortedMap<String, SortedSet<String>> both = Sorted.map(Map.of("p", Sorted.set(List.of(".*", "R[0-9]"))));
        assertThat(RULES.check(both, Map.of("p", "evil"))).isEqualTo(new ParameterRules.Malformed("p"));
        assertThat(RULES.check(both, Map.of("p", "R1"))).isInstanceOf(ParameterRules.Bound.class);
    }

    @Test
    void a_value_has_at_most_200_characters() {
        SortedMap<String, SortedSet<String>> any = patterns(Map.of("p", "(?s).*"));
        assertThat(RULES.check(any, Map.of("p", "x".repeat(200)))).isInstanceOf(ParameterRules.Bound.class);
        assertThat(RULES.check(any, Map.of("p", "x".repeat(201)))).isEqualTo(new ParameterRules.Malformed("p"));
    }

    @Test
    void an_unpublishable_pattern_matches_nothing() {
        assertThat(RULES.check(patterns(Map.of("p", "[")), Map.of("p", "[")))
                .isEqualTo(new ParameterRules.Malformed("p"));
    }

    @Test
    void no_pattern_takes_more_than_time_linear_in_the_value() {
        SortedMap<String, SortedSet<String>> patterns = patterns(Map.of("p", "(((a*)*)*)*b|(a|a)*c|(a?){99}d"));
        assertThat(RULES.fault("(((a*)*)*)*b|(a|a)*c|(a?){99}d")).isEmpty();
        assertThat(RULES.check(patterns, Map.of("p", "a".repeat(200)))).isEqualTo(new ParameterRules.Malformed("p"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[0-9]+", "(?i)[a-z]{1,200}", "\\pL{2}", "[[:alpha:]{}]{3}", "\\Q{9}{9}{9}\\E", "(a{10}){100}"})
    void a_pattern_that_re2_compiles_within_bounds_is_valid(String pattern) {
        assertThat(RULES.fault(pattern)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '`', textBlock = """
                    [                               ¦ not a valid RE2
                    a**                             ¦ not a valid RE2
                    (?=a)                           ¦ not a valid RE2
                    (a)\\1                          ¦ not a valid RE2
                    a{1001}                         ¦ braces counted
                    ((a{1000}){1000}){1000}         ¦ braces counted
                    (a{1000})(?i){1000}             ¦ braces counted
                    (a{1000}|b){1000}               ¦ braces counted
                    ([]{9}]{1000}[^]{9}]){1000}     ¦ braces counted
                    (\\Q(\\E{1000}){1000}           ¦ braces counted
                    (\\p{Greek}{1000}){1000}        ¦ braces counted
                    (?P<x>(?:a{999}){999,}?)        ¦ braces counted
                    (\\({1000}){1000}               ¦ braces counted
                    a{99999999999999999999}         ¦ braces counted
                    a{900}b{900}c{900}              ¦ too large
                    """)
    void an_invalid_or_too_large_pattern_is_explained(String pattern, String sentence) {
        assertThat(RULES.fault(pattern))
                .hasValueSatisfying(
                        fault -> assertThat(fault).contains(sentence).endsWith("."));
    }

    /** If repetitions were underestimated, a program could be larger than the text times the count. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void repetitions_are_never_underestimated(long seed) {
        Random random = new Random(seed);
        List<String> parts = List.of(
                "a",
                "(",
                "(",
                ")",
                ")",
                "{7}",
                "{5,}",
                "{2,6}",
                "{",
                "}",
                "[",
                "]",
                "^",
                "[:alpha:]",
                "\\Q",
                "\\E",
                "\\",
                "(?i)",
                "(?:",
                "?",
                "*",
                "|",
                "\\pL",
                "\\p{Greek}",
                "\\x{61}",
                ",",
                "3",
                ".",
                "-");
        int compiled = 0;
        for (int round = 0; round < 20_000; round++) {
            StringBuilder pattern = new StringBuilder();
            for (int part = random.nextInt(12); part >= 0; part--) {
                pattern.append(parts.get(random.nextInt(parts.size())));
            }
            String text = pattern.toString();
            try {
                int size = Pattern.compile(text).programSize();
                assertThat((long) size).as(text).isLessThanOrEqualTo(4L * (text.length() + 2) * Repetitions.most(text));
                compiled++;
            } catch (PatternSyntaxException notSound) {
                assertThat(Repetitions.most(text)).isPositive();
            }
        }
        assertThat(compiled).isGreaterThan(500);
    }

    @Test
    void the_cache_of_patterns_stays_within_its_share() {
        CacheMemory memory = Caches.memory(1024 * 1024);
        ParameterRules rules = new ParameterRules(memory);
        for (int number = 0; number < 100; number++) {
            assertThat(rules.check(patterns(Map.of("p", "[a-z]{1,9}" + number)), Map.of("p", "ab" + number)))
                    .isInstanceOf(ParameterRules.Bound.class);
            assertThat(rules.check(patterns(Map.of("p", "(" + number)), Map.of("p", "(" + number)))
                    .isInstanceOf(ParameterRules.Malformed.class);
        }

        assertThat(memory.held()).isBetween(1L, CacheShare.PATTERNS.percent() * memory.bytes() / 100);
        assertThat(HeapSize.of(rules)).isLessThan(memory.bytes());
    }

    private static SortedMap<String, SortedSet<String>> patterns(Map<String, String> each) {
        SortedMap<String, SortedSet<String>> patterns = new TreeMap<>();
        each.forEach((name, pattern) -> patterns.put(name, Sorted.set(List.of(pattern))));
        return Sorted.map(patterns);
    }
}
