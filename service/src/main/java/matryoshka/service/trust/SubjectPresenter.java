package matryoshka.service.trust;

import java.util.Set;
import matryoshka.token.Cnf;

/**
 * Who presents a token of a trusted issuer.
 *
 * @param clientId authenticated
 * @param keys that it has proved to have
 */
public record SubjectPresenter(String clientId, Set<Cnf> keys) {
    public SubjectPresenter {
        keys = Set.copyOf(keys);
    }
}
