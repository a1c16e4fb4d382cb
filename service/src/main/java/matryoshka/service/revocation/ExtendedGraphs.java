package matryoshka.service.revocation;

import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;

/** From where tokens could be extended, in all versions of the graph that were in use lately. */
public interface ExtendedGraphs {

    /**
     * Tells of services whether a token for them, or one that was derived from it along dependencies of any of the versions, could be
     * exchanged along one that extends.
     *
     * @param since all versions count that some instance can have used then or later
     */
    Predicate<Set<String>> since(Instant since);
}
