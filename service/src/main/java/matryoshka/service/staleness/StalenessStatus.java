package matryoshka.service.staleness;

/** The status of a token as resource servers see it (docs/model.md, section 7). */
public enum StalenessStatus {
    /** Minting it today would give the same token, or it lacks something and the grace period is not over. */
    FRESH,
    /** Minting it today would give a different token. */
    STALE,
    /** It has withdrawn authority, and the policy rejects that. */
    REFUSED
}
