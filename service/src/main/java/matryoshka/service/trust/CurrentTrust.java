package matryoshka.service.trust;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds the currently trusted issuers and swaps them as a whole. Thread-safe; reading takes no lock. */
public final class CurrentTrust implements Supplier<TrustRegistry> {
    private static final Logger LOG = LoggerFactory.getLogger(CurrentTrust.class);

    private final Supplier<List<TrustedIssuer>> registered;
    private final List<TrustedIssuer> configured;
    private volatile TrustRegistry current = TrustRegistry.EMPTY;

    /**
     * @param registered reads the registered issuers
     * @param configured the issuers in the configuration
     */
    public CurrentTrust(Supplier<List<TrustedIssuer>> registered, Collection<TrustedIssuer> configured) {
        this.registered = registered;
        this.configured = List.copyOf(configured);
        refresh();
    }

    @Override
    public TrustRegistry get() {
        return current;
    }

    /** Loads the current issuers. Synchronized, so that an earlier read never replaces the result of a later one. */
    public synchronized void refresh() {
        List<TrustedIssuer> found = registered.get();
        TrustRegistry next = TrustRegistry.of(configured, found);
        Set<String> shadowed = found.stream()
                .filter(issuer -> !issuer.equals(next.all().get(issuer.name())))
                .map(TrustedIssuer::name)
                .collect(Collectors.toSet());
        if (!shadowed.isEmpty()) {
            LOG.warn("Not trusted, because configured issuers have the same name, issuer or prefix: {}", shadowed);
        }
        current = next;
    }

    /**
     * Loads the current issuers after a change made through this instance. If the database is unavailable, the change arrives here as late
     * as on other instances.
     */
    void changed() {
        try {
            refresh();
        } catch (RuntimeException unavailable) {
            LOG.warn(
                    "Could not load changed issuers; will retry: {}",
                    unavailable.getClass().getName());
        }
    }

    List<TrustedIssuer> configured() {
        return configured;
    }
}
