package matryoshka.service.platform.caches;

import java.util.Locale;

/** Every cache of the issuer, with its share of the memory that all caches may fill: the one place where that is divided. */
public enum CacheShare {
    /** Plans of the snapshot in use, by what was requested. */
    PLANS(27),
    /** The constant bytes of the tokens of plans. */
    TEMPLATES(27),
    /** How the tokens of plans stand in the current graph. */
    JUDGEMENTS(12),
    /** Which plans are in use, and where their status is published. */
    PLAN_USES(8),
    /** Plans that tokens were minted from, by their nodes. */
    KEPT_PLANS(7),
    /** Compiled conditions of dependencies. */
    CONDITIONS(6),
    /** Compiled patterns of request parameters. */
    PATTERNS(2),
    /** Signed status lists. */
    STATUS_LISTS(3),
    /** Keys that trusted issuers publish. */
    FETCHED_KEYS(2),
    /** Keys that are registered with trusted issuers. */
    GIVEN_KEYS(1),
    /** What the latest versions of the graph changed. */
    GRAPH_CHANGES(2),
    /** The latest events. */
    EVENTS(2),
    /** Whether withdrawn power is refused. */
    EXCESS_POLICIES(1);

    private static final int WHOLE = 100;

    private final int percent;

    CacheShare(int percent) {
        this.percent = percent;
    }

    /** Of the memory of all caches. */
    public int percent() {
        return percent;
    }

    /** In metrics. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    long bytes(long ofAll) {
        return ofAll * percent / WHOLE;
    }
}
