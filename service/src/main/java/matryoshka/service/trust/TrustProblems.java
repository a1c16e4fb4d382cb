package matryoshka.service.trust;

import matryoshka.service.platform.problems.Problem;
import matryoshka.service.platform.problems.ProblemException;
import matryoshka.service.trust.TrustOutcome.Refused;

/** Converts refusals to change trusted issuers to problems. */
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
            case TAKEN -> Problem.of(409, "An issuer with this name already exists.");
            case CONDITION_FAILED -> Problem.of(412, "The issuer does not meet the request's preconditions.");
            case INVALID -> Problem.of(422, "The registration is invalid.").withViolations(refused.violations());
            case CONFIGURED ->
                Problem.of(409, "This issuer is set in the configuration and cannot be changed through the API.");
        };
    }
}
