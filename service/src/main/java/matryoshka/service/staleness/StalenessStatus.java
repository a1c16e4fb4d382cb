package matryoshka.service.staleness;

/** The status of a token as resource servers see it, with its number in status lists (docs/model.md, section 7). */
public enum StalenessStatus {
    /** Minting it today would give the same token, or it lacks something and the grace period is not over. */
    FRESH(0),
    /** Minting it today would give a different token. */
    STALE(3),
    /** It has withdrawn authority, and the policy rejects that. */
    REFUSED(1);

    private final int status;

    StalenessStatus(int status) {
        this.status = status;
    }

    /** Returns its number in a status list of two bits per token. */
    public int status() {
        return status;
    }
}
