package matryoshka.service.tokens.grants;

import java.time.Instant;
import java.util.SortedMap;
import matryoshka.graph.Confirmation;
import matryoshka.service.clients.Client;
import matryoshka.service.clients.possession.ProvenKeys;
import matryoshka.service.planning.minting.RequestVariables;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.token.VerifiedToken;
import org.jspecify.annotations.Nullable;

/**
 * The data of one exchange of a token of this issuer.
 *
 * @param caller the service that exchanges: the client, or the service that it presents tokens for
 * @param claims the custom claims that the subject token would have today
 */
record Trade(
        Snapshot snapshot,
        Client client,
        String caller,
        OwnSubject subject,
        SortedMap<String, Object> claims,
        ProvenKeys keys,
        RequestVariables requestVariables,
        Instant now) {

    VerifiedToken token() {
        return subject.token();
    }

    /** Returns the key to which the graph binds tokens that the client holds. */
    @Nullable
    Confirmation confirmation() {
        return confirmation(client.id());
    }

    /** Returns whether the new token would be a bearer token, although the service itself would get it bound to its key. */
    boolean loosens() {
        return confirmation(caller) != null && confirmation() == null && keys.binding() == null;
    }

    private @Nullable Confirmation confirmation(String holder) {
        return snapshot.graph()
                .service(holder)
                .map(service -> service.keys().confirmation())
                .orElse(null);
    }
}
