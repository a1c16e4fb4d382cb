package matryoshka.graph.diff;

import matryoshka.graph.Dependency;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.Invariant;
import matryoshka.graph.Service;

/** The differences between two documents, per service, dependency and invariant. */
public record GraphDiff(
        ElementsDiff<Service> services, ElementsDiff<Dependency> dependencies, ElementsDiff<Invariant> invariants) {

    public static GraphDiff between(GraphDocument before, GraphDocument after) {
        return new GraphDiff(
                ElementsDiff.between(before.services(), after.services()),
                ElementsDiff.between(before.dependencies(), after.dependencies()),
                ElementsDiff.between(before.invariants(), after.invariants()));
    }

    public boolean isEmpty() {
        return services.isEmpty() && dependencies.isEmpty() && invariants.isEmpty();
    }
}
