package matryoshka.gateway;

import java.net.URI;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import matryoshka.resource.NextHopToken;
import matryoshka.resource.ReceivedToken;
import matryoshka.resource.TokenRequest;

/**
 * Gives tokens for the next service. What needs an exchange may hold only some of the threads, however many requests wait for the same one:
 * a slow issuer leaves the others for tokens that are embedded.
 */
final class NextTokens {
    private final Semaphore waiting;

    /** @param threads that may wait for the issuer */
    NextTokens(int threads) {
        waiting = new Semaphore(threads);
    }

    /** No thread is left that may wait for the issuer. */
    static final class BusyException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BusyException() {
            super("Too many requests wait for the issuer.", null, false, false);
        }
    }

    /** @throws BusyException if it needs an exchange, and too many wait for one */
    NextHopToken token(ReceivedToken received, TokenRequest request) {
        return received.tokenAtHand(request).orElseGet(() -> waiting(() -> received.tokenFor(request)));
    }

    /** Which service is at the URL is known to the library alone. */
    NextHopToken token(ReceivedToken received, URI url) {
        return waiting(() -> received.tokenFor(url));
    }

    private NextHopToken waiting(Supplier<NextHopToken> exchange) {
        if (!waiting.tryAcquire()) {
            throw new BusyException();
        }
        try {
            return exchange.get();
        } finally {
            waiting.release();
        }
    }
}
