package matryoshka.service.clients;

import java.util.List;
import matryoshka.service.clients.ClientOutcome.Refused;
import matryoshka.service.problems.Problem;
import matryoshka.service.problems.ProblemException;

/** How a refusal to change a client is told. */
final class ClientProblems {
    private ClientProblems() {}

    static ProblemException of(Refused refused) {
        return new ProblemException(problem(refused));
    }

    static ProblemException unknown() {
        return ProblemException.of(404, "There is no such client.");
    }

    private static Problem problem(Refused refused) {
        return switch (refused.reason()) {
            case UNKNOWN -> unknown().problem();
            case TAKEN -> Problem.of(409, "There is already a client of this id.");
            case CHANGED_MEANWHILE -> Problem.of(412, "The client is of another revision than If-Match names.");
            case INVALID -> Problem.of(422, "The registration breaks rules.").withViolations(refused.violations());
            case TOO_POWERFUL ->
                Problem.of(
                                403,
                                "This client's scopes of the issuer itself are for holders of them to give: "
                                        + String.join(" ", refused.scopes()) + ".")
                        .with("scopes", List.copyOf(refused.scopes()));
            case OWN_CLIENT -> Problem.of(409, "A client neither removes nor disables itself.");
            case NO_SECRETS -> Problem.of(409, "This client authenticates by its key and has no secrets.");
        };
    }
}
