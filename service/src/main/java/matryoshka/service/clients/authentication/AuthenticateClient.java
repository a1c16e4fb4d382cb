package matryoshka.service.clients.authentication;

import java.util.List;
import java.util.Optional;
import matryoshka.service.clients.AuthenticationMethod;
import matryoshka.service.clients.Client;
import matryoshka.service.clients.ClientRegistry;
import matryoshka.service.clients.SecretHash;
import matryoshka.service.platform.oauth.PresentedCredentials;
import matryoshka.service.platform.oauth.PresentedCredentials.SecretBasic;
import matryoshka.service.platform.oauth.PresentedCredentials.SecretPost;
import matryoshka.service.platform.oauth.Secret;

/** Authenticates a client (RFC 6749 §2.3) against its registration alone, without any lookup elsewhere. */
public final class AuthenticateClient {
    private AuthenticateClient() {}

    /**
     * Returns the client if it is known, not disabled, and authenticated with the one method it is registered for. Otherwise returns
     * nothing, in a time that does not reveal why.
     */
    public static Optional<Client> authenticate(ClientRegistry clients, PresentedCredentials presented) {
        Optional<Client> claimed = clients.find(presented.clientId());
        if (presented instanceof SecretBasic basic) {
            return bySecret(claimed, AuthenticationMethod.CLIENT_SECRET_BASIC, basic.secret());
        }
        if (presented instanceof SecretPost post) {
            return bySecret(claimed, AuthenticationMethod.CLIENT_SECRET_POST, post.secret());
        }
        return Optional.empty();
    }

    /**
     * Returns why a client that presents these credentials is not authenticated. Called only afterwards, so that it does not affect the
     * response time.
     */
    static AuthenticationFlaw flaw(ClientRegistry clients, PresentedCredentials presented) {
        Optional<Client> claimed = clients.find(presented.clientId());
        if (claimed.isEmpty()) {
            return AuthenticationFlaw.UNKNOWN_CLIENT;
        }
        if (claimed.get().metadata().disabled()) {
            return AuthenticationFlaw.CLIENT_DISABLED;
        }
        AuthenticationMethod registered = claimed.get().metadata().authentication();
        boolean isByBasic = presented instanceof SecretBasic && registered == AuthenticationMethod.CLIENT_SECRET_BASIC;
        boolean isByPost = presented instanceof SecretPost && registered == AuthenticationMethod.CLIENT_SECRET_POST;
        if (isByBasic || isByPost) {
            return AuthenticationFlaw.WRONG_SECRET;
        }
        return presented instanceof PresentedCredentials.None
                ? AuthenticationFlaw.NO_CREDENTIALS
                : AuthenticationFlaw.WRONG_METHOD;
    }

    private static Optional<Client> bySecret(Optional<Client> claimed, AuthenticationMethod method, Secret secret) {
        boolean proved =
                isLive(SecretHash.of(secret), claimed.map(Client::secrets).orElse(List.of()));
        return claimed.filter(client -> proved
                && client.metadata().authentication() == method
                && !client.metadata().disabled());
    }

    /** Makes the same number of comparisons whether there are two live secrets, one, or none. */
    private static boolean isLive(SecretHash presented, List<SecretHash> live) {
        boolean found = false;
        for (int index = 0; index < Client.MAX_SECRETS; index++) {
            boolean exists = index < live.size();
            found |= presented.matches(exists ? live.get(index) : SecretHash.OF_NOTHING) && exists;
        }
        return found;
    }
}
