package matryoshka.service.clients.registration;

import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import matryoshka.service.clients.registration.ClientOutcome.Refused;
import matryoshka.service.platform.problems.Problem;
import matryoshka.service.platform.problems.ProblemException;

/** How a refusal to change a client is told. */
public final class ClientProblems {
    private ClientProblems() {}

    static ProblemException of(Refused refused) {
        return new ProblemException(problem(refused));
    }

    static ProblemException unknown() {
        return ProblemException.of(404, "There is no such client.");
    }

    /** What is told to who lacks power over a client, or over the service that it is. */
    public static Problem notAllowed(ClientPower.Lacking lacking) {
        SortedSet<String> owners = lacking.owners();
        String detail = "This takes a token with " + String.join(" ", lacking.scopes());
        Problem problem = Problem.of(403, detail + (owners == null ? "." : ", or that of an owner of the service."))
                .with("scopes", List.copyOf(lacking.scopes()));
        return owners == null ? problem : problem.with("owners", List.copyOf(owners));
    }

    private static Problem problem(Refused refused) {
        return switch (refused.reason()) {
            case UNKNOWN -> unknown().problem();
            case TAKEN -> Problem.of(409, "There is already a client of this id.");
            case CONDITION_FAILED -> Problem.of(412, "The client is not what the conditions of the request name.");
            case INVALID -> Problem.of(422, "The registration breaks rules.").withViolations(refused.violations());
            case TOO_POWERFUL -> notAllowed(Objects.requireNonNull(refused.lacking()));
            case OWN_CLIENT -> Problem.of(409, "A client neither removes nor disables itself.");
            case NO_SECRETS -> Problem.of(409, "This client authenticates by its key and has no secrets.");
        };
    }
}
