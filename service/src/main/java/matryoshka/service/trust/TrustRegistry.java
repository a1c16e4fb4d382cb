package matryoshka.service.trust;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** All trusted issuers at one moment, in memory. Immutable. */
public final class TrustRegistry {
    public static final TrustRegistry EMPTY = of(List.of(), List.of());

    private final SortedMap<String, TrustedIssuer> byName;
    private final Map<String, TrustedIssuer> byIssuer;
    private final Map<String, TrustedIssuer> byPrefix;

    private TrustRegistry(
            SortedMap<String, TrustedIssuer> byName,
            Map<String, TrustedIssuer> byIssuer,
            Map<String, TrustedIssuer> byPrefix) {
        this.byName = Collections.unmodifiableSortedMap(byName);
        this.byIssuer = Map.copyOf(byIssuer);
        this.byPrefix = Map.copyOf(byPrefix);
    }

    /**
     * Combines the issuers in the configuration with the registered ones. Omits a registered issuer that has the name, issuer or subject
     * prefix of a configured one: the configuration may have been added later, and two issuers that share one of these cannot be
     * distinguished.
     */
    public static TrustRegistry of(Collection<TrustedIssuer> configured, Collection<TrustedIssuer> registered) {
        SortedMap<String, TrustedIssuer> byName = new TreeMap<>();
        Map<String, TrustedIssuer> byIssuer = new HashMap<>();
        Map<String, TrustedIssuer> byPrefix = new HashMap<>();
        for (Collection<TrustedIssuer> issuers : List.of(configured, registered)) {
            for (TrustedIssuer issuer : issuers) {
                TrustTerms terms = issuer.terms();
                boolean apart = !byName.containsKey(issuer.name())
                        && !byIssuer.containsKey(terms.issuer())
                        && !byPrefix.containsKey(terms.subjectPrefix());
                if (apart) {
                    byName.put(issuer.name(), issuer);
                    byIssuer.put(terms.issuer(), issuer);
                    byPrefix.put(terms.subjectPrefix(), issuer);
                }
            }
        }
        return new TrustRegistry(byName, byIssuer, byPrefix);
    }

    /** Returns the issuer whose tokens have this {@code iss}. */
    public Optional<TrustedIssuer> ofIssuer(String issuer) {
        return Optional.ofNullable(byIssuer.get(issuer));
    }

    /** Returns the issuer whose users have this prefix. */
    public Optional<TrustedIssuer> ofPrefix(String prefix) {
        return Optional.ofNullable(byPrefix.get(prefix));
    }

    /** Returns all issuers, by their names here. */
    public SortedMap<String, TrustedIssuer> all() {
        return byName;
    }
}
