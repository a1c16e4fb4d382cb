package matryoshka.resource;

import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;
import matryoshka.resource.ExchangeToken.Trade;
import matryoshka.resource.NextHopToken.How;
import matryoshka.resource.NoTokenException.Reason;
import matryoshka.token.TokenStanding;
import org.jspecify.annotations.Nullable;

/** Gives the tokens for the services that this one calls. Thread-safe. */
final class NextHops {
    private final String service;
    private final Supplier<Callees> callees;
    private final PickEmbedded embedded;
    private final @Nullable ExchangeCache exchanges;
    private final @Nullable OwnProofs proofs;
    private final Observer observer;
    private final Clock clock;

    /**
     * @param service this service's name, for messages
     * @param exchanges null without credentials
     * @param proofs of this service's key, or null
     */
    NextHops(
            String service,
            Supplier<Callees> callees,
            PickEmbedded embedded,
            @Nullable ExchangeCache exchanges,
            @Nullable OwnProofs proofs,
            Observer observer,
            Clock clock) {
        this.service = service;
        this.callees = callees;
        this.embedded = embedded;
        this.exchanges = exchanges;
        this.proofs = proofs;
        this.observer = observer;
        this.clock = clock;
    }

    NextHopToken token(ReceivedToken received, URI url) {
        return tokenIfListed(received, url).orElseThrow(() -> {
            // Without the path and the query, which may contain secrets.
            String host = url.getScheme() + "://" + url.getHost();
            return observer.noNextHop(
                    received.verified(),
                    host,
                    new NoTokenException(
                            Reason.UNKNOWN_CALLEE,
                            "No service that '" + service + "' calls is listed at " + host
                                    + ". No token is sent there."));
        });
    }

    Optional<NextHopToken> tokenIfListed(ReceivedToken received, URI url) {
        return TargetUrl.of(url)
                .flatMap(callees.get()::at)
                .map(callee -> token(received, TokenRequest.to(callee.audience())));
    }

    NextHopToken token(ReceivedToken received, TokenRequest request) {
        try {
            NextHopToken token = find(received, request);
            observer.nextHop(received.verified(), token);
            return token;
        } catch (NoTokenException missing) {
            throw observer.noNextHop(received.verified(), request.callee(), missing);
        }
    }

    /** Returns the token that needs no exchange; empty if there is none. */
    Optional<NextHopToken> tokenAtHand(ReceivedToken received, TokenRequest request) {
        try {
            Optional<NextHopToken> token =
                    atHand(received, request, callees.get().called(request.callee()));
            token.ifPresent(found -> observer.nextHop(received.verified(), found));
            return token;
        } catch (NoTokenException missing) {
            throw observer.noNextHop(received.verified(), request.callee(), missing);
        }
    }

    private NextHopToken find(ReceivedToken received, TokenRequest request) {
        Optional<Callee> callee = callees.get().called(request.callee());
        return atHand(received, request, callee).orElseGet(() -> exchanged(received, request, callee));
    }

    private Optional<NextHopToken> atHand(ReceivedToken received, TokenRequest request, Optional<Callee> callee) {
        TokenStanding standing = received.standing();
        if (standing.isRejected()) {
            throw new NoTokenException(
                    Reason.RECEIVED_TOKEN_INVALID, "The received token has been revoked or is refused.");
        }
        if (!request.allowsEmbedded()) {
            return Optional.empty();
        }
        String audience = callee.map(Callee::audience).orElse(request.callee());
        return embedded.pick(received, audience, request.scopes())
                .filter(this::livesOn)
                .map(token -> presentable(token, audience, How.EMBEDDED))
                .or(() -> shared(received, callee, request));
    }

    /** A dependency whose sharing is reuse lets the service present what it received. */
    private Optional<NextHopToken> shared(ReceivedToken received, Optional<Callee> callee, TokenRequest request) {
        return callee.filter(Callee::isReused)
                .filter(called -> received.audiences().contains(called.audience()))
                .filter(called -> received.scopes().containsAll(request.scopes()))
                .filter(called -> received.verified().cnf().isEmpty())
                .map(called -> presentable(received.current().view(), called.audience(), How.SHARED));
    }

    private boolean livesOn(TokenView token) {
        return token.expiresAt().isAfter(clock.instant().plus(ExchangeCache.MIN_REMAINING));
    }

    private NextHopToken exchanged(ReceivedToken received, TokenRequest request, Optional<Callee> callee) {
        if (exchanges == null) {
            throw new NoTokenException(
                    Reason.NO_DEPENDENCY,
                    noDependency(received, request)
                            + " None is embedded, and without credentials none can be exchanged.");
        }
        String target = callee.map(Callee::service).orElse(request.callee());
        SortedMap<String, String> parameters = request.parameters();
        Exchanged token;
        try {
            token = exchanges.token(new Trade(
                    received.current().compact(),
                    received.current().isBound(),
                    target,
                    String.join(" ", request.scopes()),
                    parameters));
        } catch (NoTokenException refused) {
            throw refused.reason() == Reason.NO_DEPENDENCY
                    ? new NoTokenException(Reason.NO_DEPENDENCY, noDependency(received, request))
                    : refused;
        }
        String audience =
                callee.map(Callee::audience).orElse(token.token().audiences().get(0));
        if (!token.token().audiences().contains(audience)) {
            throw new NoTokenException(Reason.REFUSED, "The issuer answered with a token for another service.");
        }
        return presentable(token.view(), audience, How.EXCHANGED);
    }

    /** A token that is bound to a key is useless without that key. */
    private NextHopToken presentable(TokenView token, String audience, How how) {
        if (token.cnf() == null || !token.cnf().method().equals("jkt")) {
            return new NextHopToken(token, audience, how, null);
        }
        if (proofs == null || !proofs.thumbprint().equals(token.cnf().thumbprint())) {
            throw new NoTokenException(
                    Reason.NOT_CONFIGURED,
                    "The token for '" + audience + "' is bound to a DPoP key that this service has not been given.");
        }
        return new NextHopToken(token, audience, how, proofs);
    }

    private String noDependency(ReceivedToken received, TokenRequest request) {
        return "No dependency leads from '%s' to '%s' for a token with the scopes %s."
                .formatted(service, request.callee(), received.scopes());
    }
}
