package matryoshka.service.keys;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import matryoshka.token.SigningAlgorithm;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** The table {@code signing_key}, on the connection of a transaction. */
final class SigningKeyRows {
    /** The advisory lock of whoever changes keys. */
    private static final int LOCK = 0x6d61746b;
    /** Keys that are gone, of which a row is left. */
    private static final int MAX_GONE = 100;

    private final Handle handle;

    SigningKeyRows(Handle handle) {
        this.handle = handle;
    }

    /** Lets one transaction at a time change keys: the others wait, and then find what it did. */
    void lock() {
        handle.execute("select pg_advisory_xact_lock(?)", LOCK);
    }

    /** Does something once the transaction is committed, and nothing if it fails. */
    void afterCommit(Runnable action) {
        handle.afterCommit(action);
    }

    /** Returns all keys, the latest first. */
    List<StoredKey> load() {
        return handle.createQuery("""
                        select kid, algorithm, public_key, private_key_encrypted, created_at, signs_from, activated_at, retired_at, gone_at
                        from signing_key
                        order by created_at desc, kid
                        """)
                .map((row, context) -> new StoredKey(
                        life(row),
                        new Blob(row.getBytes("public_key")),
                        new Blob(row.getBytes("private_key_encrypted"))))
                .list();
    }

    private static KeyLife life(ResultSet row) throws SQLException {
        return new KeyLife(
                row.getString("kid"),
                SigningAlgorithm.valueOf(row.getString("algorithm")),
                row.getTimestamp("created_at").toInstant(),
                time(row, "signs_from"),
                time(row, "activated_at"),
                time(row, "retired_at"),
                time(row, "gone_at"));
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }

    void insert(StoredKey key) {
        bind(handle.createUpdate("""
                        insert into signing_key
                            (kid, algorithm, public_key, private_key_encrypted, created_at, signs_from, activated_at, retired_at, gone_at)
                        values (:kid, :algorithm, :publicKey, :privateKey, :createdAt, :signsFrom, :activatedAt, :retiredAt, :goneAt)
                        """), key.life())
                .bind("algorithm", key.life().algorithm().joseName())
                .bind("publicKey", key.publicKey().bytes())
                .bind("privateKey", key.privateKeyEncrypted().bytes())
                .bind("createdAt", key.life().createdAt().atOffset(ZoneOffset.UTC))
                .execute();
    }

    /** Stores the private part of a key, encrypted otherwise. */
    void encrypt(StoredKey key, byte[] privateKeyEncrypted) {
        handle.createUpdate("update signing_key set private_key_encrypted = :privateKey where kid = :kid")
                .bind("privateKey", privateKeyEncrypted)
                .bind("kid", key.life().kid())
                .execute();
    }

    /** Stores a changed life. Erases the private part of a key that is gone, and the rows of those that have been gone the longest. */
    void update(KeyLife life) {
        bind(handle.createUpdate("""
                        update signing_key
                        set signs_from = :signsFrom, activated_at = :activatedAt, retired_at = :retiredAt, gone_at = :goneAt,
                            private_key_encrypted = case when :goneAt::timestamptz is null then private_key_encrypted else '' end
                        where kid = :kid
                        """), life).execute();
        if (life.is(KeyState.GONE)) {
            handle.createUpdate("""
                            delete from signing_key
                            where kid in (select kid from signing_key where gone_at is not null order by gone_at desc, kid offset :kept)
                            """).bind("kept", MAX_GONE).execute();
        }
    }

    private static <S extends SqlStatement<S>> S bind(S statement, KeyLife life) {
        return statement
                .bind("kid", life.kid())
                .bind("signsFrom", utc(life.signsFrom()))
                .bind("activatedAt", utc(life.activatedAt()))
                .bind("retiredAt", utc(life.retiredAt()))
                .bind("goneAt", utc(life.goneAt()));
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }
}
