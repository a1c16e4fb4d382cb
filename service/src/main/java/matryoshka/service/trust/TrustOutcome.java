package matryoshka.service.trust;

import java.util.List;
import matryoshka.graph.Violation;

/** The outcome of a request to change trusted issuers. */
public sealed interface TrustOutcome {

    /**
     * The change was made.
     *
     * @param issuer in its new state or, if removed, in its last
     */
    record Done(TrustedIssuer issuer) implements TrustOutcome {}

    /**
     * The change was refused, and nothing has changed.
     *
     * @param violations of the registration, for {@link Reason#INVALID}
     */
    record Refused(Reason reason, List<Violation> violations) implements TrustOutcome {
        public Refused {
            violations = List.copyOf(violations);
        }

        static Refused because(Reason reason) {
            return new Refused(reason, List.of());
        }

        static Refused invalid(List<Violation> violations) {
            return new Refused(Reason.INVALID, violations);
        }
    }

    /** Why a change is refused. */
    enum Reason {
        /** The issuer does not exist. */
        UNKNOWN,
        /** An issuer with this name exists already. */
        TAKEN,
        /** The request's preconditions do not hold, for instance because somebody has changed the issuer in the meantime. */
        CONDITION_FAILED,
        /** The registration is invalid. */
        INVALID,
        /** It is set in the configuration. */
        CONFIGURED
    }
}
