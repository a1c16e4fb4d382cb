package matryoshka.service.keys;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import matryoshka.service.platform.audit.AuditLog;
import matryoshka.token.SigningKey;

/** Changes the stored keys within one transaction, step by step. Nobody else changes them meanwhile. */
final class KeyChanges {
    private final SigningKeyRows rows;
    private final KeyEncryption encryption;
    private final SecureRandom random;
    private final AuditLog audit;
    private final List<StoredKey> keys;

    KeyChanges(SigningKeyRows rows, KeyEncryption encryption, SecureRandom random, AuditLog audit) {
        this.rows = rows;
        this.encryption = encryption;
        this.random = random;
        this.audit = audit;
        rows.lock();
        this.keys = new ArrayList<>(rows.load());
    }

    List<StoredKey> keys() {
        return List.copyOf(keys);
    }

    List<KeyLife> lives() {
        return keys.stream().map(StoredKey::life).toList();
    }

    /** Takes one step after the other, until there is none. */
    void takeAll(Function<Collection<KeyLife>, Optional<KeySchedule.Step>> steps, Instant now) {
        Optional<KeySchedule.Step> step = steps.apply(lives());
        while (step.isPresent()) {
            take(step.get(), now);
            step = steps.apply(lives());
        }
    }

    void take(KeySchedule.Step step, Instant now) {
        if (step instanceof KeySchedule.Make make) {
            make(SigningKey.generate(make.algorithm(), random), now);
        } else if (step instanceof KeySchedule.Change change) {
            change(change);
        }
    }

    private void make(SigningKey made, Instant now) {
        StoredKey key = new StoredKey(
                KeyLife.next(made.kid(), made.algorithm(), now),
                new Blob(made.encodedPublic()),
                new Blob(encryption.encrypt(made.encodedPrivate(), made.kid())));
        rows.insert(key);
        keys.add(0, key);
        tell(KeyState.NEXT.word(), key.life(), "-");
    }

    private void change(KeySchedule.Change change) {
        KeyLife life = change.life();
        rows.update(life);
        keys.replaceAll(key -> key.life().kid().equals(life.kid()) ? key.with(life) : key);
        tell(life.signsFrom() == null ? life.state().word() : "scheduled", life, change.by());
    }

    private void tell(String change, KeyLife life, String by) {
        rows.afterCommit(
                () -> audit.signingKey(change, life.kid(), life.algorithm().joseName(), by));
    }
}
