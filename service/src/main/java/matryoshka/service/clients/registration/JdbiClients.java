package matryoshka.service.clients.registration;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import matryoshka.graph.Names;
import matryoshka.service.clients.Client;
import matryoshka.service.clients.ClientRegistry;
import matryoshka.service.clients.SecretHash;
import matryoshka.service.clients.registration.ClientOutcome.Done;
import matryoshka.service.clients.registration.ClientOutcome.Reason;
import matryoshka.service.clients.registration.ClientOutcome.Refused;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Clients in PostgreSQL. */
public final class JdbiClients implements Clients {
    private final Jdbi jdbi;
    private final Clock clock;
    private final HeldTokenRows held;

    /**
     * @param clock for the times of secrets
     * @param longestLife the longest time from a token's issuance to its expiry
     */
    public JdbiClients(Jdbi jdbi, Clock clock, Duration longestLife) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.held = new HeldTokenRows(longestLife);
    }

    @Override
    public ClientRegistry all() {
        return ClientRegistry.of(jdbi.withHandle(ClientRows::all));
    }

    @Override
    public Optional<Client> find(String id) {
        return Names.isName(id) ? jdbi.withHandle(database -> ClientRows.find(database, id)) : Optional.empty();
    }

    @Override
    public ClientOutcome add(Client client) {
        return add(client, owned -> new Done(client));
    }

    @Override
    public ClientOutcome add(Client client, Function<OwnedClient, ClientOutcome> decide) {
        jdbi.useHandle(database -> HeldTokenRows.awaitEnd(database, client.id()));
        return jdbi.inTransaction(database -> {
            // A publish that gives a service this name looks for clients with the id, so one of the two must see the
            // other.
            JdbiServiceOwners.keepGraph(database);
            ClientOutcome outcome = decide.apply(owned(database, client));
            if (!(outcome instanceof Done done)) {
                return outcome;
            }
            if (!ClientRows.insert(database, done.client())) {
                return Refused.because(Reason.TAKEN);
            }
            writeSecrets(database, client.id(), List.of(), client.secrets());
            return done;
        });
    }

    @Override
    public ClientOutcome change(String id, Function<OwnedClient, ClientOutcome> decide) {
        return whileLocked(id, decide, (database, before, after) -> {
            ClientRows.update(database, after);
            writeSecrets(database, id, before.secrets(), after.secrets());
        });
    }

    @Override
    public ClientOutcome remove(String id, String removedBy, Function<OwnedClient, ClientOutcome> decide) {
        return whileLocked(id, decide, (database, before, after) -> {
            ClientRows.delete(database, id);
            held.revoke(database, id, removedBy);
        });
    }

    private interface Writer {
        void write(Handle database, Client before, Client after);
    }

    private ClientOutcome whileLocked(String id, Function<OwnedClient, ClientOutcome> decide, Writer writer) {
        if (!Names.isName(id)) {
            return Refused.because(Reason.UNKNOWN);
        }
        return jdbi.inTransaction(database -> {
            if (!ClientRows.lock(database, id)) {
                return Refused.because(Reason.UNKNOWN);
            }
            // Only a statement after the lock sees what the previous lock holder did.
            Client before = ClientRows.find(database, id).orElseThrow();
            ClientOutcome outcome = decide.apply(owned(database, before));
            if (outcome instanceof Done done) {
                writer.write(database, before, done.client());
            }
            return outcome;
        });
    }

    private static OwnedClient owned(Handle database, Client client) {
        return new OwnedClient(client, JdbiServiceOwners.actedForBy(database, client.id()));
    }

    /** Inserts oldest first: a secret's number shows its age. */
    private void writeSecrets(Handle database, String id, List<SecretHash> before, List<SecretHash> after) {
        before.stream()
                .filter(secret -> !after.contains(secret))
                .forEach(secret -> database.createUpdate("""
                        delete from client_secret where client_id = :id and hash = :hash
                        """)
                        .bind("id", id)
                        .bind("hash", secret.bytes())
                        .execute());
        for (int index = after.size() - 1; index >= 0; index--) {
            SecretHash secret = after.get(index);
            if (!before.contains(secret)) {
                insertSecret(database, id, secret);
            }
        }
    }

    private void insertSecret(Handle database, String id, SecretHash secret) {
        database.createUpdate("""
                        insert into client_secret (client_id, hash, created_at) values (:id, :hash, :createdAt)
                        """)
                .bind("id", id)
                .bind("hash", secret.bytes())
                .bind("createdAt", clock.instant())
                .execute();
    }
}
