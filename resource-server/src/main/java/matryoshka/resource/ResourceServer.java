package matryoshka.resource;

import java.util.List;
import java.util.Map;

/**
 * A service that receives tokens: verifies them, and gives the tokens for the services it calls. Make one at start, share it, and close it
 * at the end. Thread-safe.
 */
public final class ResourceServer implements AutoCloseable {
    private final List<TrustedIssuer> issuers;
    private final VerifyPresented verify;
    private final Observer observer;

    ResourceServer(List<TrustedIssuer> issuers, VerifyPresented verify, Observer observer) {
        this.issuers = List.copyOf(issuers);
        this.verify = verify;
        this.observer = observer;
    }

    public static ResourceServerBuilder builder() {
        return new ResourceServerBuilder();
    }

    /**
     * Verifies the token of a request: issuer, signature, type, times, audience, and possession of the key that it is bound to.
     *
     * @throws RefusedException if the request must be refused; it says how to answer
     */
    public ReceivedToken verify(PresentedToken presented) {
        ReceivedToken received;
        try {
            received = verify.verify(presented);
        } catch (RefusedException refusal) {
            throw observer.refused(refusal);
        }
        observer.accepted(received.verified());
        return received;
    }

    /** Returns what was counted since the start, for metrics. */
    public Map<Count, Long> counts() {
        return observer.counts().snapshot();
    }

    /** Ends the work in the background. */
    @Override
    public void close() {
        issuers.forEach(TrustedIssuer::close);
    }
}
