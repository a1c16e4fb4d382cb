package matryoshka.service.planning.minting;

import matryoshka.graph.ServiceGraph;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.token.TokenSealer;

/**
 * What plans are made from: a graph, its version, and the sealer that will sign the tokens, for their sizes.
 *
 * @param graph any version of the graph
 * @param version its number
 */
public record PlanningBasis(ServiceGraph graph, long version, TokenSealer sealer) {

    /** Returns the current one. */
    public static PlanningBasis of(Snapshot snapshot) {
        return new PlanningBasis(snapshot.graph(), snapshot.version(), snapshot.sealer());
    }
}
