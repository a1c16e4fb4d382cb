package matryoshka.resource;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import matryoshka.resource.NoTokenException.Reason;

/** Gives the tokens for the services that this one calls. Thread-safe. */
final class NextHops {
    /** A token that expires sooner than this would expire on its way. */
    private static final Duration MIN_REMAINING = Duration.ofSeconds(5);

    private final String service;
    private final Supplier<Callees> callees;
    private final PickEmbedded embedded;
    private final Observer observer;
    private final Clock clock;

    /** @param service this service's name, for messages */
    NextHops(String service, Supplier<Callees> callees, PickEmbedded embedded, Observer observer, Clock clock) {
        this.service = service;
        this.callees = callees;
        this.embedded = embedded;
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

    private NextHopToken find(ReceivedToken received, TokenRequest request) {
        String audience =
                callees.get().called(request.callee()).map(Callee::audience).orElse(request.callee());
        return (request.allowsEmbedded() ? usable(received, request, audience) : Optional.<TokenView>empty())
                .map(token -> new NextHopToken(token, audience, NextHopToken.How.EMBEDDED))
                .orElseThrow(() -> new NoTokenException(
                        Reason.NO_DEPENDENCY,
                        "No dependency leads from '%s' to '%s' for a token with the scopes %s."
                                .formatted(service, request.callee(), received.scopes())));
    }

    private Optional<TokenView> usable(ReceivedToken received, TokenRequest request, String audience) {
        return embedded.pick(received, audience, request.scopes())
                .filter(token -> token.expiresAt().isAfter(clock.instant().plus(MIN_REMAINING)));
    }
}
