package matryoshka.service.keys;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import matryoshka.token.SigningAlgorithm;

/**
 * Decides how the states of the signing keys change. Pure: the same keys and time give the same step, on every instance.
 *
 * <p>A key is published for {@link #publishedFirst} before it signs, so that every verifier that honours the {@code max-age} of the JWK set
 * has it by then. There is always a next key, so that a rotation seldom has to wait for that.
 *
 * @param algorithm of the first key, and of the next one after a start
 * @param rotateAfter how long a key signs; zero if only requests end that
 * @param publishedFirst how long a key is published before it signs
 * @param keptRetired how long a key is published after it signed: the longest time from the issuance of a token to the expiry of
 *     everything derived from it
 */
public record KeySchedule(
        SigningAlgorithm algorithm, Duration rotateAfter, Duration publishedFirst, Duration keptRetired) {
    /** The greatest number of retiring keys; bounds the size of the JWK set. */
    public static final int MAX_RETIRING = 16;

    /** A change of the keys. Several steps, one after the other, complete a rotation. */
    sealed interface Step {}

    /** Makes a key, which is then the next. */
    record Make(SigningAlgorithm algorithm) implements Step {}

    /**
     * A key changes its state, or is scheduled to.
     *
     * @param by the client that demanded it; {@code -} if nobody did
     */
    record Change(KeyLife life, String by) implements Step {}

    /** Returns the next step that is due; empty if nothing is. */
    Optional<Step> due(Collection<KeyLife> keys, Instant now) {
        Optional<KeyLife> active = find(keys, KeyState.ACTIVE);
        Optional<KeyLife> next = find(keys, KeyState.NEXT);
        if (next.isEmpty()) {
            return Optional.of(new Make(active.map(KeyLife::algorithm).orElse(algorithm)));
        }
        if (active.isEmpty()) {
            return change(next.get().activated(now));
        }
        Instant signsFrom = next.get().signsFrom();
        if (signsFrom != null) {
            return signsFrom.isAfter(now)
                    ? Optional.empty()
                    : change(active.get().retired(now));
        }
        return isOld(active.get(), now) && hasRoom(keys) ? scheduled(next.get(), now, "-") : Optional.empty();
    }

    /** Returns whether a step is due. */
    public boolean isDue(Collection<KeyLife> keys, Instant now) {
        return due(keys, now).isPresent();
    }

    /** Returns the step that removes a key of which no token is alive any more; empty if there is none. */
    Optional<Step> expired(Collection<KeyLife> keys, Instant now) {
        return keys.stream()
                .filter(key -> key.is(KeyState.RETIRING) && !publishedUntil(key).isAfter(now))
                .findFirst()
                .flatMap(key -> change(key.gone(now)));
    }

    /** Returns whether a key is to be removed. */
    public boolean hasExpired(Collection<KeyLife> keys, Instant now) {
        return expired(keys, now).isPresent();
    }

    /** Returns the next step towards the configured algorithm; empty if its key signs or is scheduled to. */
    Optional<Step> towardsAlgorithm(Collection<KeyLife> keys, Instant now) {
        Optional<KeyLife> next = find(keys, KeyState.NEXT);
        if (next.isPresent() && next.get().algorithm() != algorithm) {
            return change(next.get().gone(now));
        }
        Optional<KeyLife> active = find(keys, KeyState.ACTIVE);
        if (active.isEmpty() || active.get().algorithm() == algorithm) {
            return Optional.empty();
        }
        return next.isEmpty() ? Optional.of(new Make(algorithm)) : demanded(keys, now, "-");
    }

    /** Returns the step that schedules a rotation as early as possible; empty if one is scheduled. */
    Optional<Step> demanded(Collection<KeyLife> keys, Instant now, String by) {
        return find(keys, KeyState.NEXT)
                .filter(next -> next.signsFrom() == null)
                .flatMap(next -> scheduled(next, now, by));
    }

    /** Returns whether one more key can become retiring. */
    static boolean hasRoom(Collection<KeyLife> keys) {
        return keys.stream().filter(key -> key.is(KeyState.RETIRING)).count() < MAX_RETIRING;
    }

    /** Returns until when a retiring key is published. */
    Instant publishedUntil(KeyLife key) {
        Instant retiredAt = key.retiredAt();
        return (retiredAt == null ? key.createdAt() : retiredAt).plus(keptRetired);
    }

    static Optional<KeyLife> find(Collection<KeyLife> keys, KeyState state) {
        return keys.stream().filter(key -> key.is(state)).findFirst();
    }

    private boolean isOld(KeyLife active, Instant now) {
        Instant since = active.activatedAt();
        return since != null
                && !rotateAfter.isZero()
                && !since.plus(rotateAfter).isAfter(now);
    }

    private Optional<Step> scheduled(KeyLife next, Instant now, String by) {
        Instant earliest = next.createdAt().plus(publishedFirst);
        return Optional.of(new Change(next.scheduled(earliest.isBefore(now) ? now : earliest), by));
    }

    private static Optional<Step> change(KeyLife life) {
        return Optional.of(new Change(life, "-"));
    }
}
