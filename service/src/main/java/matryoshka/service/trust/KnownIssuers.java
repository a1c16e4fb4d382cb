package matryoshka.service.trust;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All issuers that are registered or in the configuration, including registered ones that a configured one displaces.
 *
 * @param registered are read from the database, not from this instance's memory
 */
public record KnownIssuers(TrustedIssuers registered, CurrentTrust current) {

    /** Returns the issuers by their names here. */
    SortedMap<String, TrustedIssuer> byName() {
        SortedMap<String, TrustedIssuer> all = new TreeMap<>();
        registered.all().forEach(issuer -> all.put(issuer.name(), issuer));
        current.configured().forEach(issuer -> all.put(issuer.name(), issuer));
        return all;
    }
}
