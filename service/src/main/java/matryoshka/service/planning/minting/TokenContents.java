package matryoshka.service.planning.minting;

import java.util.List;
import java.util.SortedMap;
import matryoshka.graph.Confirmation;
import matryoshka.graph.Service;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.Sorted;
import matryoshka.graph.plan.PlannedContent;
import matryoshka.token.Cnf;
import matryoshka.token.Granted;
import matryoshka.token.Presenter;
import matryoshka.token.Recipient;
import matryoshka.token.StatusReference;
import matryoshka.token.TokenContent;
import org.jspecify.annotations.Nullable;

/** Converts planned contents to the terms of the token format. */
final class TokenContents {
    private final ServiceGraph graph;
    private final EmbeddingFormat format;

    TokenContents(ServiceGraph graph, EmbeddingFormat format) {
        this.graph = graph;
        this.format = format;
    }

    TokenContent of(PlannedContent planned, String planId, @Nullable StatusReference status) {
        return new TokenContent(
                planned.place(),
                planId,
                new Presenter(planned.presenter(), planned.actors(), cnf(planned.confirmation()), recipient(planned)),
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

    private @Nullable Recipient recipient(PlannedContent planned) {
        if (!planned.confidential()) {
            return null;
        }
        Service holder = graph.service(planned.presenter()).orElseThrow();
        SortedMap<String, String> key = holder.keys().encryption();
        if (key == null) {
            throw new IllegalStateException("a valid graph has a key for every holder of confidential tokens");
        }
        return format.recipient(Recipient.parse(key));
    }
}
