package matryoshka.service.graph.preview;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import matryoshka.graph.plan.PlanRequest;
import matryoshka.service.trust.ExternalSubject;
import org.jspecify.annotations.Nullable;

/**
 * Of what a plan is previewed.
 *
 * @param begun what the client asks for when it begins the chain
 * @param user whom the chain acts for; empty for the client itself
 * @param hops the exchanges that follow
 */
record PreviewRequest(PlanRequest begun, Optional<ExternalSubject> user, List<Hop> hops) {
    PreviewRequest {
        hops = List.copyOf(hops);
    }

    /**
     * An exchange.
     *
     * @param service which exchanges the token that it received
     * @param targets names or audiences of what it asks a token for; empty for the same audience again
     * @param scopes what it asks for; null for all that it can get
     */
    record Hop(
            String service,
            SortedSet<String> targets,
            @Nullable SortedSet<String> scopes) {}

    /** Whether it is the client's own token that is asked for, as the client gets it first. */
    boolean isOwn() {
        return user.isEmpty() && hops.isEmpty();
    }

    /** The services that exchange. */
    List<String> via() {
        return hops.stream().map(Hop::service).toList();
    }
}
