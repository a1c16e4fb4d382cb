package matryoshka.service.start;

import java.util.List;
import matryoshka.service.clients.authentication.ClientKeysByUrl;
import matryoshka.service.clients.registration.Clients;
import matryoshka.service.platform.outbound.OutboundHttp;
import matryoshka.service.platform.outbound.OutboundPolicy;
import matryoshka.service.platform.time.SteadyClock;
import matryoshka.service.start.settings.IssuerConfiguration;
import matryoshka.service.trust.ClientKeysResource;
import matryoshka.service.trust.ConfiguredIssuers;
import matryoshka.service.trust.CurrentTrust;
import matryoshka.service.trust.FetchedClientKeys;
import matryoshka.service.trust.IssuerKeys;
import matryoshka.service.trust.IssuerKeysResource;
import matryoshka.service.trust.IssuersResource;
import matryoshka.service.trust.JdbiTrustedIssuers;
import matryoshka.service.trust.KnownIssuers;
import matryoshka.service.trust.TrustedIssuer;
import matryoshka.service.trust.TrustedIssuers;
import matryoshka.service.trust.VerifyExternalToken;

/** Wires the trust in other issuers, and the HTTP client for the issuer's own requests. */
final class TrustArea {
    private final Platform platform;
    private final TrustedIssuers registered;
    private final CurrentTrust current;
    private final OutboundHttp http;
    private final IssuerKeys keys;
    private final VerifyExternalToken verifyExternalToken;

    TrustArea(Platform platform) {
        this.platform = platform;
        IssuerConfiguration configuration = platform.configuration();
        OutboundPolicy policy = configuration.trust().policy();
        List<TrustedIssuer> configured =
                ConfiguredIssuers.read(configuration.trustedIssuers(), platform.issuer(), policy);
        this.registered = new JdbiTrustedIssuers(platform.jdbi());
        registered.keepPrefixes(configured);
        this.current = new CurrentTrust(platform.loaded(registered::all), configured);
        this.http = new OutboundHttp(policy);
        this.keys = new IssuerKeys(http, new SteadyClock(), platform.memory());
        this.verifyExternalToken = new VerifyExternalToken(platform.issuer(), current, keys, platform.clock());
    }

    /** Registers the endpoints. */
    void join(Clients clients) {
        platform.manage(http);
        platform.register(new IssuersResource(registered, current, platform.issuer(), http.policy(), platform.audit()));
        platform.register(new ClientKeysResource(clients, keys, platform.clock()));
        platform.register(new IssuerKeysResource(new KnownIssuers(registered, current), keys, platform.clock()));
    }

    /** Returns the currently trusted issuers. */
    CurrentTrust current() {
        return current;
    }

    OutboundHttp http() {
        return http;
    }

    /** Returns the keys that clients publish. */
    ClientKeysByUrl clientKeys() {
        return new FetchedClientKeys(keys);
    }

    VerifyExternalToken verifyExternalToken() {
        return verifyExternalToken;
    }
}
