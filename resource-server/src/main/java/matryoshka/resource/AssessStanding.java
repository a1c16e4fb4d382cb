package matryoshka.resource;

import java.util.Map;
import matryoshka.resource.ExchangeToken.Trade;
import matryoshka.resource.NoTokenException.Reason;
import matryoshka.token.StaleDirection;
import matryoshka.token.TokenStanding;
import org.jspecify.annotations.Nullable;

/** Accepts, renews or refuses a verified token by how it stands in today's graph. Thread-safe. */
final class AssessStanding {
    private final StatusPolicy policy;

    AssessStanding(StatusPolicy policy) {
        this.policy = policy;
    }

    /** @throws RefusedException if the token is not accepted */
    ReceivedToken assess(Exchanged presented, TrustedIssuer issuer) {
        TokenStanding standing = issuer.status().standingOf(presented.token());
        switch (standing.status()) {
            case REVOKED -> throw RefusedException.invalidToken("The token has been revoked.");
            case REFUSED -> throw RefusedException.invalidToken("The issuer no longer accepts this token.");
            case UNKNOWN -> requireAcceptable();
            case FRESH -> {}
            case STALE -> {
                return stale(presented, issuer, standing);
            }
        }
        return new ReceivedToken(presented.token(), presented, issuer);
    }

    private void requireAcceptable() {
        if (policy.unknown() == StatusPolicy.Unknown.REFUSE) {
            throw RefusedException.unavailable("Whether the token has been revoked cannot be checked now.");
        }
    }

    private ReceivedToken stale(Exchanged presented, TrustedIssuer issuer, TokenStanding standing) {
        boolean isRejected = switch (policy.stale()) {
            case ACCEPT, RENEW -> false;
            case REJECT_EXCESS -> standing.directions().contains(StaleDirection.EXCESS);
            case REJECT -> true;
        };
        if (isRejected) {
            throw RefusedException.invalidToken("The token is stale: get a new one.");
        }
        Exchanged current =
                policy.stale() == StatusPolicy.Stale.RENEW ? renewed(presented, issuer.exchanges()) : presented;
        return new ReceivedToken(presented.token(), current, issuer);
    }

    private Exchanged renewed(Exchanged presented, @Nullable ExchangeCache exchanges) {
        if (exchanges == null) {
            throw new IllegalStateException("Stale tokens cannot be renewed without credentials.");
        }
        try {
            return exchanges.token(new Trade(presented.compact(), presented.isBound(), "", "", Map.of()));
        } catch (NoTokenException refused) {
            if (refused.reason() == Reason.ISSUER_UNAVAILABLE) {
                return presented;
            }
            throw RefusedException.invalidToken("The token is stale, and cannot be renewed.");
        }
    }
}
