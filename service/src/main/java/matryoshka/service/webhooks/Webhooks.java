package matryoshka.service.webhooks;

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
     * @return whether there was none
     */
    boolean put(String service, URI url);

    /**
     * Removes one, and what is still to be delivered.
     *
     * @return whether there was one
     */
    boolean remove(String service);
}
