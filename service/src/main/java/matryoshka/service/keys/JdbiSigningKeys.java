package matryoshka.service.keys;

import com.nimbusds.jose.jwk.JWK;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import matryoshka.service.platform.audit.AuditLog;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Signing keys in PostgreSQL. */
public final class JdbiSigningKeys implements SigningKeys {
    private final Jdbi jdbi;
    private final KeyEncryption encryption;
    private final SecureRandom random;
    private final AuditLog audit;
    private final KeySchedule schedule;

    public JdbiSigningKeys(
            Jdbi jdbi, KeyEncryption encryption, SecureRandom random, AuditLog audit, KeySchedule schedule) {
        this.jdbi = jdbi;
        this.encryption = encryption;
        this.random = random;
        this.audit = audit;
        this.schedule = schedule;
    }

    @Override
    public KeyRing start(Instant now) {
        return changing(changes -> {
            changes.takeAll(keys -> schedule.towardsAlgorithm(keys, now), now);
            changes.takeAll(keys -> schedule.due(keys, now), now);
            return ring(changes.keys(), now);
        });
    }

    @Override
    public KeyRing current(Instant now) {
        List<StoredKey> keys = jdbi.withHandle(handle -> new SigningKeyRows(handle).load());
        if (keys.stream().anyMatch(key -> key.is(KeyState.ACTIVE))) {
            return ring(keys, now);
        }
        return changing(changes -> {
            changes.takeAll(lives -> schedule.due(lives, now), now);
            return ring(changes.keys(), now);
        });
    }

    @Override
    public void advance(Instant now, Instant removable) {
        changing(changes -> {
            changes.takeAll(keys -> schedule.due(keys, now), now);
            changes.takeAll(keys -> schedule.expired(keys, removable), now);
            // Keeps nothing that this instance cannot use.
            return ring(changes.keys(), now);
        });
    }

    @Override
    public Rotation rotate(Compromise compromise, Instant now, String by) {
        return changing(changes -> {
            if (compromise == Compromise.NONE && !KeySchedule.hasRoom(changes.lives())) {
                return Rotation.NO_ROOM;
            }
            Optional<String> before = active(changes.lives());
            if (compromise == Compromise.NONE) {
                schedule.demanded(changes.lives(), now, by).ifPresent(step -> changes.take(step, now));
            }
            changes.lives().stream()
                    .filter(compromise::concerns)
                    .forEach(key -> changes.take(new KeySchedule.Change(key.gone(now), by), now));
            changes.takeAll(keys -> schedule.due(keys, now), now);
            ring(changes.keys(), now);
            return active(changes.lives()).equals(before) ? Rotation.SCHEDULED : Rotation.ROTATED;
        });
    }

    /**
     * Replaces the keys that cannot be decrypted, and returns their ids. The one that signed is retiring: its tokens stay valid.
     */
    public List<String> replaceLost(Instant now) {
        return changing(changes -> {
            List<KeyLife> lost = changes.keys().stream()
                    .filter(key -> key.is(KeyState.NEXT) || key.is(KeyState.ACTIVE))
                    .filter(key -> !key.canBeDecrypted(encryption))
                    .map(StoredKey::life)
                    .toList();
            lost.forEach(key -> changes.take(
                    new KeySchedule.Change(key.is(KeyState.NEXT) ? key.gone(now) : key.retired(now), "-"), now));
            changes.takeAll(keys -> schedule.due(keys, now), now);
            return lost.stream().map(KeyLife::kid).toList();
        });
    }

    @Override
    public List<KeyLife> lives() {
        return jdbi.withHandle(handle -> new SigningKeyRows(handle).load()).stream()
                .map(StoredKey::life)
                .toList();
    }

    private <T> T changing(Function<KeyChanges, T> change) {
        return jdbi.inTransaction(handle -> change.apply(changes(handle)));
    }

    private KeyChanges changes(Handle handle) {
        return new KeyChanges(new SigningKeyRows(handle), encryption, random, audit);
    }

    private static Optional<String> active(Collection<KeyLife> keys) {
        return KeySchedule.find(keys, KeyState.ACTIVE).map(KeyLife::kid);
    }

    private KeyRing ring(List<StoredKey> keys, Instant now) {
        StoredKey active =
                keys.stream().filter(key -> key.is(KeyState.ACTIVE)).findFirst().orElseThrow();
        Stream<StoredKey> others = Stream.concat(
                keys.stream().filter(key -> key.is(KeyState.NEXT)),
                keys.stream()
                        .filter(key -> key.is(KeyState.RETIRING))
                        .filter(key -> schedule.publishedUntil(key.life()).isAfter(now)));
        List<JWK> published = new ArrayList<>(others.map(StoredKey::publicJwk).toList());
        return new KeyRing(
                active.decrypt(encryption),
                published,
                keys.stream()
                        .map(StoredKey::life)
                        .filter(life -> !life.is(KeyState.GONE))
                        .sorted(Comparator.comparing(KeyLife::kid))
                        .toList());
    }
}
