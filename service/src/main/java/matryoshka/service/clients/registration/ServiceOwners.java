package matryoshka.service.clients.registration;

import java.util.Optional;
import java.util.SortedSet;

/** Whose a service is: in the graph as it is stored, whatever this instance has heard of. */
@FunctionalInterface
public interface ServiceOwners {

    /** The owners of a service that is in the graph, or those that it had last; empty when no version ever had it. */
    Optional<SortedSet<String>> of(String service);
}
