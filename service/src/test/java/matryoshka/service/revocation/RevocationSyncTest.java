package matryoshka.service.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import matryoshka.service.testing.PlayedClock;
import org.junit.jupiter.api.Test;

/** Revocations that are read from a standby, which is behind and has a clock of its own. */
class RevocationSyncTest {
    private static final Duration OVERLAP = Duration.ofSeconds(10);

    private final PlayedClock clock = new PlayedClock();
    private final Instant start = clock.instant();
    private final List<Instant> asked = new ArrayList<>();
    private Instant standbysClock = start.plusSeconds(3_600);
    private final RevocationStore standby = (RevocationStore) Proxy.newProxyInstance(
            RevocationStore.class.getClassLoader(), new Class<?>[] {RevocationStore.class}, (self, method, given) -> {
                asked.add((Instant) given[0]);
                return new RevocationStore.Recent(standbysClock, List.of());
            });
    private final RevocationSync sync = new RevocationSync(new RevocationCache(), clock);

    @Test
    void what_the_standby_lacks_is_asked_for_again() {
        sync.readAll(standby, Optional.of(start));
        clock.turn(Duration.ofMinutes(5));
        sync.readNew(standby, Optional.of(start.plusSeconds(1)));
        sync.readNew(standby, Optional.of(start.plusSeconds(300)));
        sync.readNew(standby, Optional.of(start.plusSeconds(300)));

        assertThat(asked)
                .containsExactly(
                        Instant.EPOCH,
                        start.minus(OVERLAP),
                        start.plusSeconds(1).minus(OVERLAP),
                        start.plusSeconds(300).minus(OVERLAP));
    }

    @Test
    void a_standby_that_is_behind_is_not_heard() {
        sync.readAll(standby, Optional.of(start));
        clock.turn(Duration.ofSeconds(40));

        sync.readNew(standby, Optional.of(start.plusSeconds(10)));
        assertThat(sync.sinceHeard()).isEqualTo(Duration.ofSeconds(30));

        sync.readNew(standby, Optional.empty());
        assertThat(sync.sinceHeard()).isEqualTo(Duration.ofSeconds(30));
        assertThat(asked).last().isEqualTo(start.plusSeconds(10).minus(OVERLAP));
    }

    @Test
    void a_clock_of_the_standby_that_is_slow_makes_it_read_more() {
        standbysClock = start.minusSeconds(3_600);
        sync.readAll(standby, Optional.of(start));
        sync.readNew(standby, Optional.of(start));

        assertThat(asked).last().isEqualTo(standbysClock.minus(OVERLAP));
    }
}
