package matryoshka.service.clients.registration;

import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import matryoshka.service.clients.registration.ClientOutcome.Refused;
import matryoshka.service.platform.problems.Problem;
import matryoshka.service.platform.problems.ProblemException;

/** Converts refusals to change a client to problems. */
public final class ClientProblems {
    private ClientProblems() {}

    static ProblemException of(Refused refused) {
        return new ProblemException(problem(refused));
    }

    static ProblemException unknown() {
        return ProblemException.of(404, "There is no such client.");
    }

    /** Returns the problem for a caller without power over a client, or over the services that it can act for. */
    public static Problem notAllowed(ClientPower.Lacking lacking) {
        SortedSet<String> owners = lacking.owners();
        String detail = "This requires a token with " + lacking.scopes();
        Problem problem = Problem.of(
                        403, detail + (owners == null ? "." : ", or the token of an owner of all services concerned."))
                .with("scopes", lacking.scopes().toList());
        return owners == null ? problem : problem.with("owners", List.copyOf(owners));
    }

    private static Problem problem(Refused refused) {
        return switch (refused.reason()) {
            case UNKNOWN -> unknown().problem();
            case TAKEN -> Problem.of(409, "A client with this id already exists.");
            case CONDITION_FAILED -> Problem.of(412, "The client does not meet the request's preconditions.");
            case INVALID -> Problem.of(422, "The registration is invalid.").withViolations(refused.violations());
            case TOO_POWERFUL -> notAllowed(Objects.requireNonNull(refused.lacking()));
            case OWN_CLIENT -> Problem.of(409, "A client cannot remove or disable itself.");
            case NO_SECRETS -> Problem.of(409, "This client authenticates with its key and has no secrets.");
        };
    }
}
