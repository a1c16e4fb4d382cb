package matryoshka.service.revocation;

import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;

/** Finds the services from which tokens could be extended, in all versions of the graph that were recently in use. */
public interface ExtendedGraphs {

    /**
     * Returns a predicate on services: whether a token for them, or one derived from it along dependencies of any of these versions, could
     * be exchanged along a dependency with {@code extend}.
     *
     * @param since considers all versions that some instance can have used at or after this time
     */
    Predicate<Set<String>> since(Instant since);
}
