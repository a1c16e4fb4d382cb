package matryoshka.token;

/** The names of all members of a status summary. Those that it shares with tokens are in {@link ClaimNames}. */
public final class SummaryNames {
    /** The {@code typ} header of a status summary. */
    public static final String TYPE = "status-summary+jwt";

    /** The media type of a status summary. */
    public static final String MEDIA_TYPE = "application/" + TYPE;

    /** Seconds after which to fetch the summary again. */
    public static final String TTL = "ttl";

    /** The graph version that the summary describes. */
    public static final String VERSION = "version";

    /** For plan nodes, by id: {@code missing}, {@code excess} and {@code changed}. */
    public static final String STALE = "stale";

    /** Ids of plan nodes whose tokens are not accepted any more. */
    public static final String REFUSED = "refused";

    public static final String REVOKED = "revoked";

    /** In {@link #REVOKED}: what many revocations of single tokens have become. */
    public static final String CHAINS = "chains";

    public static final String CHAIN_BEGUN_BY = "begun_by";
    public static final String CHAIN_BEGUN_UNTIL = "begun_until";
    public static final String CHAIN_REVOKED_BY = "revoked_by";

    /** What the chains of tokens must have begun with. */
    public static final String ORIGINS = "origins";

    /** In {@link #ORIGINS}: for prefixes of users' subjects, when their issuer was registered. */
    public static final String SUBJECT_PREFIX = "sub_prefix";

    /** In {@link #ORIGINS}: clients that were removed or disabled. */
    public static final String ENDED = "ended";

    /** Whether the summary says everything about every token that it does not list. */
    public static final String COMPLETE = "complete";

    private SummaryNames() {}
}
