package matryoshka.service.clients.registration;

import java.util.Optional;
import java.util.SortedSet;

/** Finds the owners of services in the stored graph, which may be newer than this instance's. */
@FunctionalInterface
public interface ServiceOwners {

    /** Returns the owners of a service, or its last owners if the graph no longer has it; empty if no version ever had it. */
    Optional<SortedSet<String>> of(String service);
}
