package matryoshka.service.trust;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import matryoshka.graph.Violation;
import matryoshka.service.platform.outbound.OutboundPolicy;

/** The issuers that {@code config.yml} trusts: registrations in the format of the API. */
public final class ConfiguredIssuers {
    private ConfiguredIssuers() {}

    /**
     * Reads them.
     *
     * @param ownIssuer this issuer's own identifier
     * @param policy where keys may be fetched from
     * @throws TrustSetupException if one violates a rule
     */
    public static List<TrustedIssuer> read(List<JsonNode> registrations, String ownIssuer, OutboundPolicy policy) {
        List<TrustedIssuer> issuers = new ArrayList<>();
        for (JsonNode registration : registrations) {
            TrustRegistration wanted = TrustReader.read(registration, null, ownIssuer, policy);
            List<Violation> violations = new ArrayList<>(wanted.violations(issuers));
            if (issuers.stream().anyMatch(issuer -> issuer.name().equals(wanted.name()))) {
                violations.add(new Violation("/name", "name", "Another issuer has this name."));
            }
            if (!violations.isEmpty()) {
                throw new TrustSetupException(issuers.size(), violations);
            }
            issuers.add(TrustedIssuer.configured(wanted.name(), wanted.terms()));
        }
        return issuers;
    }
}
