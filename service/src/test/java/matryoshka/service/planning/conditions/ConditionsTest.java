package matryoshka.service.planning.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
class ConditionsTest {
    private static final Conditions CONDITIONS = new Conditions(Caches.memory());

    private static final ConditionVariables FACTS = new ConditionVariables(
            "web-shop",
            Map.of(
                    "tier",
                    "gold",
                    "vip",
                    true,
                    "level",
                    3L,
                    "ratio",
                    new BigDecimal("1.5"),
                    "regions",
                    List.of("eu", "us"),
                    "limits",
                    Map.of("eu", List.of(new BigDecimal("0.5"))),
                    "many",
                    Collections.nCopies(1_000, "x")),
            Map.of("sub", "alice", "groups", List.of("staff", "eu")),
            Map.of("transaction_id", "42"));

    private static boolean holds(String expression) {
        assertThat(CONDITIONS.fault(expression)).as(expression).isEmpty();
        return CONDITIONS.holds(expression, FACTS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "true",
                "client_id == 'web-shop'",
                "client.tier == 'gold' && client.level >= 3",
                "client.tier in ['gold', 'silver']",
                "client['level'] < 3.5",
                "client.vip",
                "client.ratio == 1.5",
                "client.limits.eu[0] == 0.5",
                "'eu' in client.regions",
                "subject.sub.startsWith('al')",
                "client.regions.exists(region, region in subject.groups)",
                "client.regions.all(region, size(region) == 2)",
                "parameters.transaction_id.matches('^[0-9]+$')",
                "client.regions.all(region, region.matches('^[a-z]{2}$'))",
                "!has(client.expired) || client.expired == false",
                "client.missing == 1 || client.vip"
            })
    void a_true_condition_holds(String expression) {
        assertThat(holds(expression)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "false",
                "client.tier == 'silver'",
                "parameters.transaction_id == '43'",
                "has(client.missing)",
                "client.tier == 3"
            })
    void a_false_condition_does_not_hold(String expression) {
        assertThat(holds(expression)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "client.missing == 1",
                "!(client.missing == 1)",
                "client.tier > 3",
                "client.regions[7] == 'eu'",
                "1 / 0 == 1",
                "client.tier",
                "parameters.missing == ''",
                "client.tier.missing == 1",
                "timestamp(client.tier) < timestamp('2026-01-01T00:00:00Z')"
            })
    void a_condition_that_cannot_be_evaluated_does_not_hold(String expression) {
        assertThat(holds(expression)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    client.tier ==                             | mismatched input
                    client.tier = 'gold'                       | at character 13
                    tier == 'gold'                             | undeclared reference to 'tier'
                    client_id == 3                             | no matching overload
                    client_id                                  | expected type 'bool' but found 'string'
                    size(client) - 1                           | expected type 'bool' but found 'int'
                    client.many.map(x, x) == []                | undeclared reference
                    client.many.filter(x, true) == []          | undeclared reference
                    client_id + 'x' == 'y'                     | cannot use +
                    dyn(client.level) + 1 == 4                 | cannot use +
                    client_id.matches(parameters.p)            | string literal
                    matches(client_id, client.pattern)         | string literal
                    client_id.matches('(ab){200}')             | too large
                    client.a.all(a, client_id.matches('x'))    | loop variable
                    client.a.all(a, matches(client_id, a))     | loop variable
                    client_id.matches('[')                     | not a valid RE2
                    client_id.matches('((a{99}){99}){99}')     | braces counted
                    client.a.exists(a, client.b.all(b, a==b))  | cannot be nested
                    [client.a.all(a, a)].exists(b, b)          | cannot be nested
                    """)
    void an_invalid_condition_is_explained_and_never_holds(String expression, String sentence) {
        assertThat(CONDITIONS.fault(expression))
                .hasValueSatisfying(
                        fault -> assertThat(fault).contains(sentence).endsWith("."));
        assertThat(CONDITIONS.holds(expression, FACTS)).isFalse();
    }

    @Test
    void a_long_loop_is_stopped() {
        assertThat(holds("client.many.all(x, x == 'x')")).isFalse();
        assertThat(holds("'x' in client.many")).isTrue();
    }

    /** Each would exhaust memory or time if it were evaluated without limits. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "['xxxxxxxx'].exists(a,[a+a+a+a].exists(b,[b+b+b+b].exists(c,[c+c+c+c].exists(d,[d+d+d+d].exists(e,"
                        + "[e+e+e+e].exists(f,[f+f+f+f].exists(g,[g+g+g+g].exists(h,[h+h+h+h].exists(i,[i+i+i+i].exists(j,"
                        + "[j+j+j+j].exists(k,[k+k+k+k].exists(l,[l+l+l+l].exists(m,m+m+m==m)))))))))))))",
                "[0].exists(a,[[a,a,a,a]].exists(b,[[b,b,b,b]].exists(c,[[c,c,c,c]].exists(d,[[d,d,d,d]].exists(e,"
                        + "[[e,e,e,e]].exists(f,[[f,f,f,f]].exists(g,[[g,g,g,g]].exists(h,[[h,h,h,h]].exists(i,"
                        + "[[i,i,i,i]].exists(j,[[j,j,j,j]].exists(k,[[k,k,k,k]].exists(l,l == l))))))))))))",
                "client.many.all(a,client.many.all(b,client.many.all(c,client.many.all(d,a == d))))",
                "client_id.matches('(((((((x{9}){9}){9}){9}){9}){9}){9}){9}')"
            })
    void expression_bombs_are_stopped(String expression) {
        assertThat(expression).hasSizeLessThanOrEqualTo(500);
        long start = System.nanoTime();
        assertThat(CONDITIONS.fault(expression)).isPresent();
        assertThat(CONDITIONS.holds(expression, FACTS)).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "[", "!", "-", "{1:", "a.", "a?", "has("})
    void deep_nesting_and_unclosed_syntax_do_not_break_the_compiler(String part) {
        for (String expression : List.of(part.repeat(500 / part.length()), part.repeat(31) + "true")) {
            assertThat(CONDITIONS.fault(expression).isPresent() || !CONDITIONS.holds(expression, FACTS))
                    .as(expression)
                    .isTrue();
        }
    }

    @Test
    void accepted_conditions_end_quickly() {
        ConditionVariables large = new ConditionVariables(
                "c", Map.of("l", Collections.nCopies(200, "x".repeat(10)), "s", "a".repeat(1_000)), Map.of(), Map.of());
        String match = "!client.s.matches('(a?){30}b(a|aa){20}$') && ";
        String expression = match.repeat(8) + "client.l.all(x, client.l == client.l && !x.matches('(x?){40}y'))";
        assertThat(CONDITIONS.fault(expression)).isEmpty();
        long start = System.nanoTime();
        assertThat(CONDITIONS.holds(expression, large)).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void invalid_conditions_are_not_cached() {
        CacheMemory memory = Caches.memory();
        Conditions conditions = new Conditions(memory);
        for (int number = 0; number < 100; number++) {
            assertThat(conditions.fault("not one " + number)).isPresent();
            assertThat(conditions.holds("not one " + number, FACTS)).isFalse();
        }
        conditions.prepare(List.of("nor this one"));

        assertThat(memory.held()).isZero();
    }

    @Test
    void the_cache_of_conditions_stays_within_its_share() {
        CacheMemory memory = Caches.memory(1024 * 1024);
        Conditions conditions = new Conditions(memory);
        for (int number = 0; number < 100; number++) {
            assertThat(conditions.fault(String.format(Locale.ROOT, "client_id != 'x%d'", number)))
                    .isEmpty();
            assertThat(conditions.holds(String.format(Locale.ROOT, "client_id != 'y%d'", number), FACTS))
                    .isTrue();
        }

        assertThat(memory.held()).isBetween(1L, CacheShare.CONDITIONS.percent() * memory.bytes() / 100);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "true",
                "client_id in ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p']",
                "subject.a.b.c.d.e.f.g.h == 1 && parameters.x.matches('a{1,100}') || client.l.exists(r, r == 'admin')",
                "client_id == '0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890'"
            })
    void a_compiled_condition_weighs_no_more_than_it_counts(String expression) {
        // What all compiled conditions share, the language itself, weighs nothing.
        Condition.Usable other = (Condition.Usable) ConditionLanguage.compile("true");
        Condition.Usable condition = (Condition.Usable) ConditionLanguage.compile(expression);

        assertThat(condition.weight()).isGreaterThan(HeapSize.of(condition, other) - HeapSize.of(other));
    }

    @Test
    void conditions_can_be_compiled_in_advance() {
        CONDITIONS.prepare(List.of("client.prepared", "not one"));
        assertThat(CONDITIONS.fault("client.prepared")).isEmpty();
        assertThat(CONDITIONS.fault("not one")).isPresent();
    }
}
