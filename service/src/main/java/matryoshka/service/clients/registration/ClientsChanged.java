package matryoshka.service.clients.registration;

/** Hears of every change of a client before its caller does, so that the caller meets this replica in the changed state. */
@FunctionalInterface
public interface ClientsChanged {

    /** The clients are no longer what they were. Must not throw: the change is durable by now, and its answer may hold the only secret. */
    void refresh();

    /** Tells of the change, if there was one. */
    default ClientOutcome after(ClientOutcome outcome) {
        if (outcome instanceof ClientOutcome.Done) {
            refresh();
        }
        return outcome;
    }
}
