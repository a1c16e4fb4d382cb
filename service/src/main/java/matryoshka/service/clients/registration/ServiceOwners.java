package matryoshka.service.clients.registration;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** Finds the owners of services in the stored graph, which may be newer than this instance's. */
public interface ServiceOwners {

    /** Returns the owners of a service, or its last owners if the graph no longer has it; empty if no version ever had it. */
    Optional<SortedSet<String>> of(String service);

    /**
     * Returns the owners of each service that a client with this id can act for: of the service with its name, as {@link #of} does, and of
     * those that list it among their presenters.
     */
    List<SortedSet<String>> actedForBy(String clientId);
}
