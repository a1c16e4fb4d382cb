package matryoshka.service.platform.caches;

import java.util.Locale;

/** Every cache of the issuer, with its share of the memory for caches. This is the only place where that memory is divided. */
public enum CacheShare {
    /** Plans of the current snapshot, by request. */
    PLANS(22),
    /** The same for clients that get handles. */
    PHANTOM_PLANS(5),
    /** The constant bytes of the tokens of plans. */
    TEMPLATES(27),
    /** The staleness of the tokens of plans in the current graph. */
    JUDGEMENTS(12),
    /** Which plans are in use, and where their status is published. */
    PLAN_USES(8),
    /** Plans that tokens were minted from, by plan node. */
    KEPT_PLANS(7),
    /** Compiled conditions of dependencies. */
    CONDITIONS(6),
    /** Compiled patterns of request parameters. */
    PATTERNS(2),
    /** Signed status lists. */
    STATUS_LISTS(3),
    /** Keys that trusted issuers publish. */
    FETCHED_KEYS(2),
    /** Registered keys of trusted issuers. */
    GIVEN_KEYS(1),
    /** What the latest versions of the graph changed. */
    GRAPH_CHANGES(2),
    /** The latest events. */
    EVENTS(2),
    /** Whether withdrawn authority is refused. */
    EXCESS_POLICIES(1);

    private static final int WHOLE = 100;

    private final int percent;

    CacheShare(int percent) {
        this.percent = percent;
    }

    /** Returns the share in percent of the memory for caches. */
    public int percent() {
        return percent;
    }

    /** Returns the name in metrics. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    long bytes(long ofAll) {
        return ofAll * percent / WHOLE;
    }
}
