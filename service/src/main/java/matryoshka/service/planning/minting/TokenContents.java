package matryoshka.service.planning.minting;

import java.util.List;
import matryoshka.graph.Confirmation;
import matryoshka.graph.Service;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.Sorted;
import matryoshka.graph.plan.PlannedContent;
import matryoshka.token.Cnf;
import matryoshka.token.Granted;
import matryoshka.token.Presenter;
import matryoshka.token.StatusReference;
import matryoshka.token.TokenContent;
import org.jspecify.annotations.Nullable;

/** Converts planned contents to the terms of the token format. */
final class TokenContents {
    private final ServiceGraph graph;
    private final Encryption encryption;

    TokenContents(ServiceGraph graph, EmbeddingFormat format) {
        this.graph = graph;
        this.encryption = new Encryption(graph, format);
    }

    TokenContent of(PlannedContent planned, String planId, @Nullable StatusReference status) {
        return new TokenContent(
                planned.place(),
                planId,
                new Presenter(
                        planned.presenter(),
                        planned.actors(),
                        cnf(planned.confirmation()),
                        encryption.recipient(planned).orElse(null)),
                new Granted(
                        planned.audiences(),
                        Sorted.set(planned.scopes().toList()),
                        planned.claims(),
                        List.copyOf(planned.exchange())),
                planned.lifetime(),
                status,
                callee(planned));
    }

    /** Returns the audience that the holder calls with the token. */
    private String callee(PlannedContent planned) {
        return graph.service(planned.callee())
                .map(Service::effectiveAudience)
                .filter(planned.audiences()::contains)
                .orElseGet(() -> planned.audiences().get(0));
    }

    private static @Nullable Cnf cnf(@Nullable Confirmation confirmation) {
        return confirmation == null ? null : new Cnf(confirmation.method(), confirmation.thumbprint());
    }
}
