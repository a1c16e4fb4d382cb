package matryoshka.service.clients.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import matryoshka.service.clients.replay.UsedId.Kind;
import org.junit.jupiter.api.Test;

/** What callers rely on: {@link JdbiUsedIds} and {@link InMemoryUsedIds} both pass. */
abstract class UsedIdsContract {
    /** Empty at the start of each test, and the same object throughout it. */
    abstract UsedIds ids();

    @Test
    void an_id_is_used_once() {
        UsedId id = id(Kind.ASSERTION, "client", "1");

        assertThat(ids().firstUse(id)).isTrue();
        assertThat(ids().firstUse(id)).isFalse();
    }

    @Test
    void ids_of_other_issuers_and_kinds_are_other_ids() {
        assertThat(Stream.of(
                        id(Kind.ASSERTION, "client", "1"),
                        id(Kind.ASSERTION, "client", "2"),
                        id(Kind.ASSERTION, "other", "1"),
                        id(Kind.DPOP, "client", "1"),
                        id(Kind.DPOP, "client", "\u0000 'odd' \uD83E\uDE86".repeat(9))))
                .allMatch(ids()::firstUse);
    }

    @Test
    void of_many_concurrent_uses_one_is_first() {
        UsedId id = id(Kind.DPOP, "key", "1");

        assertThat(IntStream.range(0, 50)
                        .parallel()
                        .filter(attempt -> ids().firstUse(id))
                        .count())
                .isEqualTo(1);
    }

    @Test
    void only_ids_that_expired_long_ago_are_removed() {
        Instant now = Instant.now();
        UsedId past = new UsedId(Kind.DPOP, "key", "past", now.minus(Duration.ofMinutes(6)));
        UsedId late = new UsedId(Kind.DPOP, "key", "late", now.minus(Duration.ofMinutes(4)));
        ids().firstUse(past);
        ids().firstUse(late);

        ids().purge(now);

        assertThat(ids().firstUse(late)).isFalse();
        assertThat(ids().firstUse(past)).isTrue();
    }

    private static UsedId id(Kind kind, String issuer, String jti) {
        return new UsedId(kind, issuer, jti, Instant.now().plusSeconds(60));
    }
}
