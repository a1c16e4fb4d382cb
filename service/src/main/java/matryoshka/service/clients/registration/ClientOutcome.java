package matryoshka.service.clients.registration;

import java.util.List;
import matryoshka.graph.Violation;
import matryoshka.service.clients.Client;
import matryoshka.service.clients.registration.ClientPower.Lacking;
import matryoshka.service.platform.oauth.Secret;
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
     * @param lacking what the caller would need, when it is {@link Reason#TOO_POWERFUL}
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
        /** There is no such client. */
        UNKNOWN,
        /** There is one of this id already. */
        TAKEN,
        /** It is not what the request makes the change depend on: somebody changed it meanwhile, say. */
        CONDITION_FAILED,
        /** The registration breaks rules. */
        INVALID,
        /** It is not for the caller to act for. */
        TOO_POWERFUL,
        /** The caller would shut itself out. */
        OWN_CLIENT,
        /** It authenticates by a key. */
        NO_SECRETS
    }
}
