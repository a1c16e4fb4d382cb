package matryoshka.service.staleness.webhooks;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The registered webhooks. */
public interface Webhooks {
    /** Returns all webhooks, sorted by service. */
    List<Webhook> all();

    Optional<Webhook> of(String service);

    /**
     * Registers a webhook, or changes its URL; pending deliveries go to the new URL.
     *
     * @param allowed gets the current webhook, which nobody else changes in the meantime
     * @return the resulting webhook, read by the same statement, so that nothing can fail after the registration; empty if the change is
     *     not allowed
     */
    Optional<Put> put(String service, URI url, Predicate<Optional<Webhook>> allowed);

    /**
     * The result of {@link #put}.
     *
     * @param isNew whether there was none before
     */
    record Put(Webhook webhook, boolean isNew) {}

    /**
     * Removes a webhook and its pending deliveries.
     *
     * @param allowed as in {@link #put}
     * @return whether the removal is allowed
     */
    boolean remove(String service, Predicate<Optional<Webhook>> allowed);
}
