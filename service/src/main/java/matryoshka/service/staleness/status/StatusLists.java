package matryoshka.service.staleness.status;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import matryoshka.service.keys.SignStatements;
import matryoshka.service.planning.minting.StatusUris;
import matryoshka.service.platform.caches.CacheMemory;
import matryoshka.service.platform.caches.CacheShare;
import matryoshka.service.platform.caches.Weighed;
import matryoshka.service.platform.caches.WeighedCache;
import matryoshka.service.platform.caches.Weight;
import matryoshka.service.platform.problems.Outages;
import matryoshka.service.snapshot.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * Makes status list tokens (draft-ietf-oauth-status-list §5). From the same graph, all instances make the same list within one {@code ttl}.
 * Thread-safe.
 *
 * <p>A list has room for all its places from the beginning: a token that is minted after a client fetched the list is fresh in it.
 */
public final class StatusLists {
    private static final String TYPE = "statuslist+jwt";
    private static final int DIGEST_BYTES = 8;

    /** An older list is made again on request: plans are added, and grace periods end, without a change of the graph. */
    private static final Duration MADE_ANEW_AFTER = Duration.ofSeconds(1);

    private final PlacesInLists places;
    private final SignStatements signStatements;
    private final StatusUris uris;
    private final StatusTimes times;
    private final WeighedCache<Integer, Made> made;
    /** One lock for each possible list number. */
    private final Map<Integer, Lock> making = new ConcurrentHashMap<>();

    public StatusLists(
            PlacesInLists places,
            SignStatements signStatements,
            StatusUris uris,
            StatusTimes times,
            CacheMemory memory) {
        this.places = places;
        this.signStatements = signStatements;
        this.uris = uris;
        this.times = times;
        this.made = memory.cache(CacheShare.STATUS_LISTS);
    }

    /**
     * A list as it was at some time.
     *
     * @param snapshot referenced weakly, so that a list that nobody requests any more does not keep it in memory
     * @param list null if no live token could refer to it
     */
    private record Made(
            WeakReference<Snapshot> snapshot,
            Instant at,
            @Nullable Content list) implements Weighed {
        boolean isRecent(Snapshot current, Instant now) {
            return snapshot.refersTo(current) && Duration.between(at, now).abs().compareTo(MADE_ANEW_AFTER) < 0;
        }

        Optional<StatusList> token() {
            return Optional.ofNullable(list).map(Content::token);
        }

        @Override
        public long weight() {
            return list == null ? 0 : Weight.of(list.lst()) + list.token().weight();
        }
    }

    private record Content(Instant issuedAt, String lst, StatusList token) {}

    /** Returns the current list; empty if no live token can refer to it. */
    Optional<StatusList> list(Snapshot snapshot, int number) {
        Made known = made.find(number).orElse(null);
        if (known != null && known.isRecent(snapshot, times.now())) {
            return known.token();
        }
        Lock lock = making.computeIfAbsent(number, one -> new ReentrantLock());
        // While another thread makes the list, the previous one is as good as if this request had come a moment
        // earlier.
        if (!lock.tryLock()) {
            if (known != null) {
                return known.token();
            }
            lock.lock();
        }
        try {
            return made(snapshot, number).token();
        } finally {
            lock.unlock();
        }
    }

    private Made made(Snapshot snapshot, int number) {
        Instant now = times.now();
        Made known = made.find(number).orElse(null);
        if (known != null && known.isRecent(snapshot, now)) {
            return known;
        }
        Made list = new Made(new WeakReference<>(snapshot), now, content(snapshot, number, now, known));
        made.put(number, list);
        return list;
    }

    private @Nullable Content content(Snapshot snapshot, int number, Instant now, @Nullable Made known) {
        Content before = known == null ? null : known.list();
        try {
            return places.lst(snapshot, number)
                    .map(lst -> content(snapshot, number, lst, times.issuedAt(now), before))
                    .orElse(null);
        } catch (RuntimeException failed) {
            // Without the database nothing changes, so the list of the same snapshot is still valid.
            if (known != null && before != null && known.snapshot().refersTo(snapshot) && Outages.isOutage(failed)) {
                return content(snapshot, number, before.lst(), times.issuedAt(now), before);
            }
            throw failed;
        }
    }

    private Content content(Snapshot snapshot, int number, String lst, Instant issuedAt, @Nullable Content before) {
        return before != null && before.lst().equals(lst) && before.issuedAt().equals(issuedAt)
                ? before
                : new Content(issuedAt, lst, sign(snapshot, number, lst, issuedAt));
    }

    private StatusList sign(Snapshot snapshot, int number, String lst, Instant issuedAt) {
        ObjectNode claims = JsonNodeFactory.instance.objectNode();
        claims.put("iss", uris.issuer());
        claims.put("sub", uris.of(number));
        claims.put("iat", issuedAt.getEpochSecond());
        claims.put("exp", times.expiresAt(issuedAt).getEpochSecond());
        claims.put("ttl", times.ttl().toSeconds());
        claims.putObject("status_list").put("bits", PlacesInLists.BITS).put("lst", lst);
        return new StatusList(
                signStatements.sign(snapshot.keys(), TYPE, claims),
                digest(lst) + "-" + issuedAt.getEpochSecond() + "-"
                        + snapshot.keys().active().kid());
    }

    private static String digest(String lst) {
        try {
            byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(lst.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(sha256, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
