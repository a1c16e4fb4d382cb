package matryoshka.service.clients.registration;

import java.util.List;
import matryoshka.graph.Violation;
import matryoshka.service.clients.Client;
import matryoshka.service.clients.registration.ClientPower.Lacking;
import matryoshka.service.platform.oauth.Secret;
import org.jspecify.annotations.Nullable;

/** The outcome of a request to change a client. */
public sealed interface ClientOutcome {

    /**
     * The change was made.
     *
     * @param client in its new state or, if removed, in its last
     * @param secret its new secret, of which this is the only copy there will ever be; null if none was generated
     */
    record Done(Client client, @Nullable Secret secret) implements ClientOutcome {
        public Done(Client client) {
            this(client, null);
        }
    }

    /**
     * The change was refused, and nothing has changed.
     *
     * @param violations of the registration, for {@link Reason#INVALID}
     * @param lacking what the caller would need, for {@link Reason#TOO_POWERFUL}
     */
    record Refused(
            Reason reason,
            List<Violation> violations,
            @Nullable Lacking lacking) implements ClientOutcome {
        public Refused {
            violations = List.copyOf(violations);
        }

        static Refused because(Reason reason) {
            return new Refused(reason, List.of(), null);
        }

        static Refused invalid(List<Violation> violations) {
            return new Refused(Reason.INVALID, violations, null);
        }

        static Refused tooPowerful(Lacking lacking) {
            return new Refused(Reason.TOO_POWERFUL, List.of(), lacking);
        }
    }

    /** Why a change is refused. */
    enum Reason {
        /** The client does not exist. */
        UNKNOWN,
        /** A client with this id exists already. */
        TAKEN,
        /** The request's preconditions do not hold, for instance because somebody has changed the client in the meantime. */
        CONDITION_FAILED,
        /** The registration is invalid. */
        INVALID,
        /** The caller lacks power over the client. */
        TOO_POWERFUL,
        /** The caller would lock itself out. */
        OWN_CLIENT,
        /** The client authenticates with a key. */
        NO_SECRETS
    }
}
