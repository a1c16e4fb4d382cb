package matryoshka.service.trust;

import java.util.List;
import matryoshka.graph.Violation;

/** What became of a wish to change which issuers are trusted. */
public sealed interface TrustOutcome {

    /**
     * It was granted.
     *
     * @param issuer as it is now; or as it was last, when removed
     */
    record Done(TrustedIssuer issuer) implements TrustOutcome {}

    /**
     * It was not, and nothing has changed.
     *
     * @param violations what is wrong with the registration, when it is {@link Reason#INVALID}
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
        /** There is no such issuer. */
        UNKNOWN,
        /** There is one of this name already. */
        TAKEN,
        /** It is not what the request makes the change depend on: somebody changed it meanwhile, say. */
        CONDITION_FAILED,
        /** The registration breaks rules. */
        INVALID,
        /** It is in the configuration. */
        CONFIGURED
    }
}
