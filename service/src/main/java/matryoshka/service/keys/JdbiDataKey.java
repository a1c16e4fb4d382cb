package matryoshka.service.keys;

import java.security.SecureRandom;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The data key in PostgreSQL, encrypted with a key encryption key. All instances use the same. */
public final class JdbiDataKey {
    private final KeyWrapper wrapper;
    private final SecureRandom random;

    public JdbiDataKey(KeyWrapper wrapper, SecureRandom random) {
        this.wrapper = wrapper;
        this.random = random;
    }

    /**
     * Returns the data key; makes it if there is none.
     *
     * @throws KeySetupException if it cannot be decrypted
     */
    public byte[] get(Jdbi jdbi) {
        return jdbi.inTransaction(handle -> {
            new SigningKeyRows(handle).lock();
            Optional<byte[]> wrapped = wrapped(handle);
            return wrapped.isEmpty()
                    ? make(handle)
                    : wrapper.unwrap(wrapped.get())
                            .orElseThrow(() -> new KeySetupException("The data key in the database was encrypted with a"
                                    + " different key encryption key than " + wrapper.name() + "."));
        });
    }

    /** Returns the data key; makes another if the one in the database was encrypted with another key encryption key, and is lost. */
    public byte[] getOrReplace(Jdbi jdbi) {
        return jdbi.inTransaction(handle -> {
            new SigningKeyRows(handle).lock();
            return wrapped(handle).flatMap(wrapper::unwrap).orElseGet(() -> make(handle));
        });
    }

    /** Makes another data key in place of any other, in the transaction that encrypts everything with it. */
    byte[] make(Handle handle) {
        byte[] dataKey = new byte[KeyEncryption.KEY_BYTES];
        random.nextBytes(dataKey);
        store(handle, dataKey);
        return dataKey;
    }

    /** Encrypts a data key with this key encryption key, and puts it in place of any other. */
    void store(Handle handle, byte[] dataKey) {
        handle.createUpdate("""
                        insert into data_key (id, wrapped_by, wrapped_key, created_at) values (1, :wrappedBy, :wrappedKey, clock_timestamp())
                        on conflict (id) do update
                        set wrapped_by = excluded.wrapped_by, wrapped_key = excluded.wrapped_key, created_at = excluded.created_at
                        """)
                .bind("wrappedBy", wrapper.name())
                .bind("wrappedKey", wrapper.wrap(dataKey))
                .execute();
    }

    static void remove(Handle handle) {
        handle.execute("delete from data_key");
    }

    private static Optional<byte[]> wrapped(Handle handle) {
        return handle.createQuery("select wrapped_key from data_key")
                .mapTo(byte[].class)
                .findOne();
    }
}
