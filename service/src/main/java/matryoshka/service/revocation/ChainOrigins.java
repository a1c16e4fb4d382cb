package matryoshka.service.revocation;

import java.util.OptionalInt;
import java.util.function.Supplier;
import matryoshka.service.clients.Client;
import matryoshka.service.clients.ClientRegistry;
import matryoshka.service.trust.TrustRegistry;
import matryoshka.token.Chain;
import matryoshka.token.ChainId;
import matryoshka.token.VerifiedToken;

/**
 * Checks the beginnings of chains: a chain ends when its client is no longer registered in the same registration, or is disabled; a chain
 * for a user also ends when the user's issuer is no longer trusted. So removing a client or issuer ends its chains, and whoever is
 * registered later under the same name gets none of them. Works in memory, which follows all registrations within a second.
 */
public final class ChainOrigins {
    private final Supplier<ClientRegistry> clients;
    private final Supplier<TrustRegistry> trust;

    public ChainOrigins(Supplier<ClientRegistry> clients, Supplier<TrustRegistry> trust) {
        this.clients = clients;
        this.trust = trust;
    }

    /** Returns whether everything that a token's chain began with still exists. */
    public boolean areThere(VerifiedToken token) {
        Chain chain = Chain.of(token);
        return clients.get()
                        .findEnabled(chain.begunBy())
                        .filter(client -> began(client, chain, token.jti()))
                        .isPresent()
                && (!Chain.isUser(token.subject()) || isOfTrustedIssuer(token.subject(), chain));
    }

    private static boolean began(Client client, Chain chain, String jti) {
        OptionalInt registration = ChainId.registration(jti);
        // An earlier release wrote only the time.
        return registration.isPresent()
                ? registration.getAsInt() == client.registration()
                : !chain.begunAt().isBefore(client.createdAt());
    }

    /** A user's subject begins with the prefix of the user's issuer. */
    private boolean isOfTrustedIssuer(String subject, Chain chain) {
        return trust.get()
                .ofPrefix(Chain.prefix(subject))
                .filter(issuer -> !chain.begunAt().isBefore(issuer.registeredAt()))
                .isPresent();
    }
}
