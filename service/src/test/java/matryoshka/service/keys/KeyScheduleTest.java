package matryoshka.service.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import matryoshka.token.SigningAlgorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeyScheduleTest {
    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
    private static final Duration PUBLISHED_FIRST = Duration.ofMinutes(5);
    private static final Duration KEPT = Duration.ofMinutes(30);

    private final KeySchedule schedule =
            new KeySchedule(SigningAlgorithm.ES256, Duration.ofHours(1), PUBLISHED_FIRST, KEPT);
    private List<KeyLife> keys = new ArrayList<>();

    static LongStream seeds() {
        return LongStream.range(0, 50);
    }

    /** Whatever is demanded when, no verifier that honours max-age meets a token of a key that it lacks. */
    @ParameterizedTest
    @MethodSource("seeds")
    void a_key_signs_only_after_it_was_published_and_stays_while_its_tokens_live(long seed) {
        Random random = new Random(seed);
        Instant now = START;
        settle(now);
        String first = active().kid();
        for (int i = 0; i < 400; i++) {
            now = now.plusSeconds(random.nextInt(240));
            if (random.nextInt(8) == 0 && KeySchedule.hasRoom(keys)) {
                take(schedule.demanded(keys, now, "ops"), now);
            }
            settle(now);
            Instant at = now;
            assertThat(keys).filteredOn(key -> key.is(KeyState.ACTIVE)).hasSize(1);
            assertThat(keys).filteredOn(key -> key.is(KeyState.NEXT)).hasSize(1);
            assertThat(keys.stream().filter(key -> key.is(KeyState.RETIRING)).count())
                    .isLessThanOrEqualTo(KeySchedule.MAX_RETIRING);
            assertThat(keys)
                    .filteredOn(key -> key.activatedAt() != null && !key.kid().equals(first))
                    .allSatisfy(key -> assertThat(key.activatedAt())
                            .isAfterOrEqualTo(key.createdAt().plus(PUBLISHED_FIRST)));
            assertThat(keys)
                    .filteredOn(key -> key.is(KeyState.GONE))
                    .allSatisfy(key -> assertThat(key.goneAt()).isAfterOrEqualTo(schedule.publishedUntil(key)));
            assertThat(keys)
                    .filteredOn(key -> key.is(KeyState.RETIRING))
                    .allSatisfy(key -> assertThat(schedule.publishedUntil(key)).isAfter(at));
        }
        assertThat(keys).hasSizeGreaterThan(10);
    }

    @Test
    void a_key_is_replaced_by_age() {
        settle(START);
        String first = active().kid();

        settle(START.plus(Duration.ofHours(1)).minusSeconds(1));
        assertThat(active().kid()).isEqualTo(first);
        settle(START.plus(Duration.ofHours(1)));
        assertThat(active().kid()).isNotEqualTo(first);
        assertThat(find(first).state()).isEqualTo(KeyState.RETIRING);
    }

    @Test
    void without_an_age_a_key_stays() {
        KeySchedule still = new KeySchedule(SigningAlgorithm.ES256, Duration.ZERO, PUBLISHED_FIRST, KEPT);
        settle(START);

        assertThat(still.due(keys, START.plus(Duration.ofDays(10_000)))).isEmpty();
    }

    @Test
    void a_second_demand_changes_nothing() {
        settle(START);
        take(schedule.demanded(keys, START, "ops"), START);

        assertThat(schedule.demanded(keys, START.plusSeconds(100), "ops")).isEmpty();
        settle(START.plus(PUBLISHED_FIRST).minusSeconds(1));
        assertThat(keys).filteredOn(key -> key.is(KeyState.RETIRING)).isEmpty();
        settle(START.plus(PUBLISHED_FIRST));
        assertThat(keys).filteredOn(key -> key.is(KeyState.RETIRING)).hasSize(1);
    }

    @Test
    void another_algorithm_comes_by_way_of_the_next_key() {
        settle(START);
        KeySchedule other = new KeySchedule(SigningAlgorithm.EdDSA, Duration.ZERO, PUBLISHED_FIRST, KEPT);
        takeAll(() -> other.towardsAlgorithm(keys, START), START);

        assertThat(active().algorithm()).isEqualTo(SigningAlgorithm.ES256);
        // An instance that still has the old configuration neither stops this nor undoes it.
        settle(START.plus(PUBLISHED_FIRST));
        settle(START.plus(Duration.ofMinutes(20)));
        assertThat(active().algorithm()).isEqualTo(SigningAlgorithm.EdDSA);
        assertThat(KeySchedule.find(keys, KeyState.NEXT).orElseThrow().algorithm())
                .isEqualTo(SigningAlgorithm.EdDSA);
    }

    private void settle(Instant now) {
        takeAll(() -> schedule.due(keys, now), now);
        takeAll(() -> schedule.expired(keys, now), now);
    }

    private void takeAll(Supplier<Optional<KeySchedule.Step>> steps, Instant now) {
        Optional<KeySchedule.Step> step = steps.get();
        while (step.isPresent()) {
            take(step, now);
            step = steps.get();
        }
    }

    private void take(Optional<KeySchedule.Step> step, Instant now) {
        if (step.orElse(null) instanceof KeySchedule.Make make) {
            keys.add(KeyLife.next("k" + keys.size(), make.algorithm(), now));
        } else if (step.orElse(null) instanceof KeySchedule.Change change) {
            keys.replaceAll(key -> key.kid().equals(change.life().kid()) ? change.life() : key);
        }
    }

    private KeyLife active() {
        return KeySchedule.find(keys, KeyState.ACTIVE).orElseThrow();
    }

    private KeyLife find(String kid) {
        return keys.stream().filter(key -> key.kid().equals(kid)).findFirst().orElseThrow();
    }
}
