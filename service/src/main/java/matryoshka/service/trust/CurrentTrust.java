package matryoshka.service.trust;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds the issuers that are trusted now, and swaps them whole. Thread-safe; reading takes no lock. */
public final class CurrentTrust implements Supplier<TrustRegistry> {
    private static final Logger LOG = LoggerFactory.getLogger(CurrentTrust.class);

    private final TrustedIssuers registered;
    private final List<TrustedIssuer> configured;
    private volatile TrustRegistry current = TrustRegistry.EMPTY;

    /** @param configured those of the configuration */
    public CurrentTrust(TrustedIssuers registered, Collection<TrustedIssuer> configured) {
        this.registered = registered;
        this.configured = List.copyOf(configured);
        refresh();
    }

    @Override
    public TrustRegistry get() {
        return current;
    }

    /** Takes over the issuers as they are now. One at a time, so that what was read earlier is never put in place of what was read later. */
    public synchronized void refresh() {
        List<TrustedIssuer> found = registered.all();
        TrustRegistry next = TrustRegistry.of(configured, found);
        Set<String> shadowed = found.stream()
                .filter(issuer -> !issuer.equals(next.all().get(issuer.name())))
                .map(TrustedIssuer::name)
                .collect(Collectors.toSet());
        if (!shadowed.isEmpty()) {
            LOG.warn("Not trusted, for the configuration has others of the same name, issuer or prefix: {}", shadowed);
        }
        current = next;
    }

    /** The same after a change made through this instance. If the database cannot be asked, it is here as late as it is elsewhere. */
    void changed() {
        try {
            refresh();
        } catch (RuntimeException unavailable) {
            LOG.warn(
                    "Changed issuers are taken over later: {}",
                    unavailable.getClass().getName());
        }
    }

    List<TrustedIssuer> configured() {
        return configured;
    }
}
