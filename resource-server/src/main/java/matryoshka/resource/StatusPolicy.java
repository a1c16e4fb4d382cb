package matryoshka.resource;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What to do with tokens by their standing. Revoked and refused ones are always refused.
 *
 * @param stale what to do with stale tokens
 * @param useFor for how long the last status summary is used when no other can be fetched; null for as long as it says itself
 * @param unknown what to do with tokens whose standing is unknown, after that time and before the first summary
 */
public record StatusPolicy(Stale stale, @Nullable Duration useFor, Unknown unknown) {
    /** Accepts stale tokens and those of unknown standing: a graph that changes, or an issuer that is away, stops no service. */
    public static final StatusPolicy DEFAULT = new StatusPolicy(Stale.ACCEPT, null, Unknown.ACCEPT);

    /** What to do with a stale token. */
    public enum Stale {
        /** Accept it as it is. */
        ACCEPT,
        /**
         * Exchange it for a fresh one for the same audience, and use that for everything but who presented it. Refuse it if the issuer
         * refuses; accept it as it is if the issuer cannot be reached.
         */
        RENEW,
        /** Refuse it if it has authority that was withdrawn; else accept it as it is. */
        REJECT_EXCESS,
        /** Refuse it. */
        REJECT
    }

    /** What to do with a token whose standing is unknown. */
    public enum Unknown {
        ACCEPT,
        /** Answer 503. */
        REFUSE
    }

    public StatusPolicy withStale(Stale action) {
        return new StatusPolicy(action, useFor, unknown);
    }

    /** Returns the same with another handling of outages. */
    public StatusPolicy withOutage(Duration useLastFor, Unknown then) {
        return new StatusPolicy(stale, useLastFor, then);
    }
}
