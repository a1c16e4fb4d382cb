package matryoshka.service.revocation;

import java.util.OptionalInt;
import java.util.function.Supplier;
import matryoshka.graph.Names;
import matryoshka.service.clients.Client;
import matryoshka.service.clients.ClientRegistry;
import matryoshka.service.trust.TrustRegistry;
import matryoshka.token.ChainId;
import matryoshka.token.VerifiedToken;

/**
 * Who chains began with: a chain lives only as long as its client is the one that is registered, and is not disabled; and a chain for a
 * user only as long as the issuer is trusted that named the user. So removing them ends their chains, and whoever is registered later
 * under the same name has none of them. Asked in memory, which follows all registrations within a second.
 */
public final class ChainOrigins {
    private final Supplier<ClientRegistry> clients;
    private final Supplier<TrustRegistry> trust;

    public ChainOrigins(Supplier<ClientRegistry> clients, Supplier<TrustRegistry> trust) {
        this.clients = clients;
        this.trust = trust;
    }

    /** Whether all that a token's chain began with is still there. */
    public boolean areThere(VerifiedToken token) {
        Chain chain = Chain.of(token);
        return clients.get()
                        .findEnabled(chain.begunBy())
                        .filter(client -> began(client, chain, token.jti()))
                        .isPresent()
                && (Names.isName(token.subject()) || isOfTrustedIssuer(token.subject(), chain));
    }

    private static boolean began(Client client, Chain chain, String jti) {
        OptionalInt registration = ChainId.registration(jti);
        // An earlier release wrote the time alone.
        return registration.isPresent()
                ? registration.getAsInt() == client.registration()
                : !chain.begunAt().isBefore(client.createdAt());
    }

    /** A user's subject begins with the prefix of his issuer. */
    private boolean isOfTrustedIssuer(String subject, Chain chain) {
        int colon = subject.indexOf(':');
        return colon >= 0
                && trust.get()
                        .ofPrefix(subject.substring(0, colon))
                        .filter(issuer -> !chain.begunAt().isBefore(issuer.registeredAt()))
                        .isPresent();
    }
}
