package matryoshka.service.graph.preview;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import matryoshka.graph.Scopes;
import matryoshka.graph.plan.PlanRequest;
import matryoshka.service.trust.ExternalSubject;
import org.jspecify.annotations.Nullable;

/**
 * A request for a preview.
 *
 * @param begun the request with which the client begins the chain
 * @param user the user for whom the chain acts; empty for the client itself
 * @param hops the exchanges that follow
 */
record PreviewRequest(PlanRequest begun, Optional<ExternalSubject> user, List<Hop> hops) {
    PreviewRequest {
        hops = List.copyOf(hops);
    }

    /**
     * An exchange.
     *
     * @param service the service that exchanges the token that it received
     * @param targets names or audiences that it requests a token for; empty for the same audience again
     * @param scopes the scopes it requests; null for all that it can get
     */
    record Hop(
            String service,
            SortedSet<String> targets,
            @Nullable Scopes scopes) {}

    /** Returns whether this is the client's own first token. */
    boolean isOwn() {
        return user.isEmpty() && hops.isEmpty();
    }

    /** Returns the services that exchange. */
    List<String> via() {
        return hops.stream().map(Hop::service).toList();
    }
}
