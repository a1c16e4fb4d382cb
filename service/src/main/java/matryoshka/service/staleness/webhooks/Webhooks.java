package matryoshka.service.staleness.webhooks;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The registered webhooks. */
public interface Webhooks {
    /** Sorted by service. */
    List<Webhook> all();

    Optional<Webhook> of(String service);

    /**
     * Registers one, or gives it another URL; what is still to be delivered goes there.
     *
     * @return the webhook as it is then, read with the same statement: nothing can fail once it is registered
     */
    Put put(String service, URI url);

    /**
     * What {@link #put} did.
     *
     * @param isNew whether there was none
     */
    record Put(Webhook webhook, boolean isNew) {}

    /**
     * Removes one, and what is still to be delivered.
     *
     * @return whether there was one
     */
    boolean remove(String service);
}
