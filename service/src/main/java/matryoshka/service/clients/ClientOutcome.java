package matryoshka.service.clients;

import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import matryoshka.graph.Sorted;
import matryoshka.graph.Violation;
import matryoshka.service.oauth.Secret;
import org.jspecify.annotations.Nullable;

/** What became of a wish to change a client. */
public sealed interface ClientOutcome {

    /**
     * It was granted.
     *
     * @param client as it is now; or as it was last, when removed
     * @param secret its new secret, of which this is the only copy there will ever be; null when none was made
     */
    record Done(Client client, @Nullable Secret secret) implements ClientOutcome {
        public Done(Client client) {
            this(client, null);
        }
    }

    /**
     * It was not, and nothing has changed.
     *
     * @param violations what is wrong with the registration, when it is {@link Reason#INVALID}
     * @param scopes what the caller would need, when it is {@link Reason#TOO_POWERFUL}
     */
    record Refused(Reason reason, List<Violation> violations, SortedSet<String> scopes) implements ClientOutcome {
        public Refused {
            violations = List.copyOf(violations);
            scopes = Sorted.set(scopes);
        }

        static Refused because(Reason reason) {
            return new Refused(reason, List.of(), Sorted.set(Set.of()));
        }

        static Refused invalid(List<Violation> violations) {
            return new Refused(Reason.INVALID, violations, Sorted.set(Set.of()));
        }

        static Refused tooPowerful(SortedSet<String> scopes) {
            return new Refused(Reason.TOO_POWERFUL, List.of(), scopes);
        }
    }

    /** Why a change is refused. */
    enum Reason {
        /** There is no such client. */
        UNKNOWN,
        /** There is one of this id already. */
        TAKEN,
        /** It is no longer what the caller has seen. */
        CHANGED_MEANWHILE,
        /** The registration breaks rules. */
        INVALID,
        /** It has power over the issuer that the caller has not. */
        TOO_POWERFUL,
        /** The caller would shut itself out. */
        OWN_CLIENT,
        /** It authenticates by a key. */
        NO_SECRETS
    }
}
