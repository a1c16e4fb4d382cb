package matryoshka.service.trust;

import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import matryoshka.service.platform.audit.AuditLog;
import matryoshka.service.platform.outbound.OutboundPolicy;

/** Registers the API for trusted issuers with the application. */
public final class TrustFeature implements Feature {
    private final IssuersResource resource;

    /**
     * @param current is updated with every change before the response
     * @param ownIssuer this issuer's own identifier
     * @param policy where keys may be fetched from
     */
    public TrustFeature(
            TrustedIssuers issuers, CurrentTrust current, String ownIssuer, OutboundPolicy policy, AuditLog audit) {
        resource = new IssuersResource(
                issuers, current, new ChangeIssuer(issuers, current, audit), new RegistrationParser(ownIssuer, policy));
    }

    @Override
    public boolean configure(FeatureContext application) {
        application.register(resource);
        return true;
    }
}
