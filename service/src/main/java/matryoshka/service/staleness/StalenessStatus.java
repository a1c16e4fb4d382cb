package matryoshka.service.staleness;

/** What a resource server is told of a token's standing; in a status list by these numbers (section 8 of the design). */
public enum StalenessStatus {
    /** Minting it today would give the same; or something is missing, and the grace for that is not over. */
    FRESH(0),
    /** Minting it today would give something else. */
    STALE(3),
    /** It holds something withdrawn, and that is not tolerated. */
    REFUSED(1);

    private final int status;

    StalenessStatus(int status) {
        this.status = status;
    }

    /** Its number in a status list of two bits. */
    public int status() {
        return status;
    }
}
