package matryoshka.service.keys;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import matryoshka.token.SigningAlgorithm;
import org.jspecify.annotations.Nullable;

/**
 * The life of a signing key, without the key.
 *
 * @param signsFrom when it is to become active; null if that is not decided, or past
 * @param activatedAt when it began to sign; null if it never did
 * @param retiredAt when it stopped signing; null before
 * @param goneAt from when nothing that it signed is valid; null before
 */
public record KeyLife(
        String kid,
        SigningAlgorithm algorithm,
        Instant createdAt,
        @Nullable Instant signsFrom,
        @Nullable Instant activatedAt,
        @Nullable Instant retiredAt,
        @Nullable Instant goneAt) {

    /** Begins the life of a key that is the next. */
    static KeyLife next(String kid, SigningAlgorithm algorithm, Instant now) {
        return new KeyLife(kid, algorithm, storable(now), null, null, null, null);
    }

    public KeyState state() {
        if (goneAt != null) {
            return KeyState.GONE;
        }
        if (retiredAt != null) {
            return KeyState.RETIRING;
        }
        return activatedAt == null ? KeyState.NEXT : KeyState.ACTIVE;
    }

    boolean is(KeyState state) {
        return state() == state;
    }

    KeyLife scheduled(Instant from) {
        return new KeyLife(kid, algorithm, createdAt, storable(from), activatedAt, retiredAt, goneAt);
    }

    KeyLife activated(Instant now) {
        return new KeyLife(kid, algorithm, createdAt, null, notBeforeCreation(now), retiredAt, goneAt);
    }

    KeyLife retired(Instant now) {
        return new KeyLife(kid, algorithm, createdAt, null, activatedAt, notBeforeCreation(now), goneAt);
    }

    KeyLife gone(Instant now) {
        return new KeyLife(kid, algorithm, createdAt, null, activatedAt, retiredAt, notBeforeCreation(now));
    }

    /** As exact as PostgreSQL, so that a life is the same when it is read again. */
    private static Instant storable(Instant time) {
        return time.truncatedTo(ChronoUnit.MICROS);
    }

    private Instant notBeforeCreation(Instant now) {
        return now.isBefore(createdAt) ? createdAt : storable(now);
    }
}
