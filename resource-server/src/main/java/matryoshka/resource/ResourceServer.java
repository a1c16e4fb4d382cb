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
    private final Background background;

    ResourceServer(List<TrustedIssuer> issuers, VerifyPresented verify, Observer observer, Background background) {
        this.issuers = List.copyOf(issuers);
        this.verify = verify;
        this.observer = observer;
        this.background = background;
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

    /**
     * Fetches what is otherwise refreshed in the background: how tokens stand, and whom this service may call. For a start that should wait
     * for it, and for tests.
     *
     * @return whether all issuers have answered
     */
    public boolean refresh() {
        return issuers.stream().filter(TrustedIssuer::refresh).count() == issuers.size();
    }

    /**
     * Returns whether all issuers answered when they were last asked in the background. For health checks of people: while they do not
     * answer, what was known before is used.
     */
    public boolean isCurrent() {
        return issuers.stream().allMatch(TrustedIssuer::isCurrent);
    }

    /** Ends the work in the background. */
    @Override
    public void close() {
        background.close();
        issuers.forEach(TrustedIssuer::close);
    }
}
