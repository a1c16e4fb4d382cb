package matryoshka.service.trust;

import java.util.Set;
import matryoshka.token.Cnf;

/**
 * Who presents a token of a trusted issuer.
 *
 * @param clientId authenticated
 * @param keys whose possession the client has proved
 */
public record SubjectPresenter(String clientId, Set<Cnf> keys) {
    public SubjectPresenter {
        keys = Set.copyOf(keys);
    }
}
