package matryoshka.service.start;

import io.dropwizard.core.setup.Environment;
import java.time.Clock;
import java.util.List;
import matryoshka.service.platform.outbound.OutboundHttp;
import matryoshka.service.platform.outbound.OutboundPolicy;
import matryoshka.service.platform.time.SteadyClock;
import matryoshka.service.start.settings.IssuerConfiguration;
import matryoshka.service.trust.ConfiguredIssuers;
import matryoshka.service.trust.CurrentTrust;
import matryoshka.service.trust.IssuerKeys;
import matryoshka.service.trust.TrustFeature;
import matryoshka.service.trust.TrustedIssuer;
import matryoshka.service.trust.TrustedIssuers;
import matryoshka.service.trust.VerifyExternalToken;

/**
 * What trusting others takes.
 *
 * @param current the issuers that are trusted now
 * @param verifyExternalToken for who is shown a token of theirs
 * @param http for all requests of the issuer's own
 */
record StartTrust(CurrentTrust current, VerifyExternalToken verifyExternalToken, OutboundHttp http) {

    /** Brings it up and joins it to the application. */
    static StartTrust start(
            IssuerConfiguration configuration, TrustedIssuers registered, Foundation foundation, Clock clock) {
        Environment environment = foundation.environment();
        String ownIssuer = configuration.issuer().toString();
        OutboundPolicy policy = configuration.trust().policy();
        List<TrustedIssuer> configured = ConfiguredIssuers.read(configuration.trustedIssuers(), ownIssuer, policy);
        registered.keepPrefixes(configured);
        CurrentTrust current = new CurrentTrust(registered, configured);
        OutboundHttp http = new OutboundHttp(policy);
        environment.lifecycle().manage(http);
        environment.jersey().register(new TrustFeature(registered, current, ownIssuer, policy));
        return new StartTrust(
                current,
                new VerifyExternalToken(
                        ownIssuer, current, new IssuerKeys(http, new SteadyClock(), foundation.memory()), clock),
                http);
    }
}
