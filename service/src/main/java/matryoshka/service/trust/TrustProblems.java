package matryoshka.service.trust;

import matryoshka.service.platform.problems.Problem;
import matryoshka.service.platform.problems.ProblemException;
import matryoshka.service.trust.TrustOutcome.Refused;

/** How a refusal to change which issuers are trusted is told. */
final class TrustProblems {
    private TrustProblems() {}

    static ProblemException of(Refused refused) {
        return new ProblemException(problem(refused));
    }

    static ProblemException unknown() {
        return ProblemException.of(404, "There is no such issuer.");
    }

    private static Problem problem(Refused refused) {
        return switch (refused.reason()) {
            case UNKNOWN -> unknown().problem();
            case TAKEN -> Problem.of(409, "There is already an issuer of this name.");
            case CONDITION_FAILED -> Problem.of(412, "The issuer is not what the conditions of the request name.");
            case INVALID -> Problem.of(422, "The registration breaks rules.").withViolations(refused.violations());
            case CONFIGURED -> Problem.of(409, "This issuer is in the configuration, and not for the API to change.");
        };
    }
}
