package matryoshka.resource;

import matryoshka.token.StatusSummary;
import matryoshka.token.TokenStanding;
import matryoshka.token.TokenVerifier;
import org.jspecify.annotations.Nullable;

/**
 * An issuer whose tokens are accepted, with everything that is asked of it.
 *
 * @param name its {@code iss}
 * @param egress whom this service calls; null without credentials
 * @param exchanges null without credentials
 */
record TrustedIssuer(
        String name,
        IssuerKeys keys,
        TokenVerifier verifier,
        StatusFeed status,
        @Nullable EgressFeed egress,
        @Nullable ExchangeCache exchanges,
        NextHops nextHops)
        implements AutoCloseable {

    /** Keeps what is known of the issuer current. */
    void start(Background background) {
        background.start(() -> status.refresh(this::summaryChanged));
        if (egress != null) {
            background.start(egress::refresh);
        }
    }

    /** Fetches everything now, and returns whether the issuer has answered. */
    boolean refresh() {
        boolean hasStatus = status.fetch(this::summaryChanged);
        return (egress == null || egress.fetch()) && hasStatus;
    }

    boolean isCurrent() {
        return status.isCurrent() && (egress == null || egress.isCurrent());
    }

    private void summaryChanged(StatusSummary before, StatusSummary now) {
        if (exchanges != null) {
            exchanges.drop(token -> isOutdated(now.standingOf(token).status()));
        }
        if (egress != null && before.version() != now.version()) {
            egress.fetch();
        }
    }

    private static boolean isOutdated(TokenStanding.Status status) {
        return status != TokenStanding.Status.FRESH && status != TokenStanding.Status.UNKNOWN;
    }

    @Override
    public void close() {
        keys.close();
    }
}
