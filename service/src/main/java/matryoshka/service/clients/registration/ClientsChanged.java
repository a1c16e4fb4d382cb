package matryoshka.service.clients.registration;

/**
 * Is notified of every change of a client before the caller is answered, so that the caller's next request to this instance sees the
 * changed state.
 */
@FunctionalInterface
public interface ClientsChanged {

    /** Reloads the clients. Must not throw: the change is already durable, and its response may contain the only copy of a secret. */
    void refresh();
}
