package matryoshka.service.tokens.grants;

import matryoshka.service.clients.Client;
import matryoshka.service.clients.possession.ProvenKeys;
import matryoshka.service.platform.oauth.FormParameters;
import matryoshka.service.platform.oauth.OAuthErrorException;
import matryoshka.service.snapshot.Snapshot;

/** One way to get a token at the token endpoint (RFC 6749 §4). */
public interface Grant {

    /** Returns its value of {@code grant_type}. */
    String type();

    /**
     * Reads the parameters, without looking up or consuming anything yet.
     *
     * @throws OAuthErrorException if they are malformed
     */
    Request read(FormParameters form);

    /** A request whose parameters were read. */
    @FunctionalInterface
    interface Request {
        /**
         * Answers the request from one snapshot.
         *
         * @param client the authenticated client, as this snapshot knows it
         * @param keys the keys whose possession the request has proved
         */
        GrantResult answer(Snapshot snapshot, Client client, ProvenKeys keys);
    }
}
