package matryoshka.service.staleness.status;

import java.lang.ref.WeakReference;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import matryoshka.service.keys.SignStatements;
import matryoshka.service.revocation.RevocationCache;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.service.trust.TrustRegistry;
import matryoshka.token.StatusSummary;
import matryoshka.token.SummaryNames;
import org.jspecify.annotations.Nullable;

/**
 * Makes and signs status summaries. One is made again when the graph, a registration or a revocation has changed since, and once a second,
 * but ten times a second at most, however often it is requested. It is signed again when its content has changed, or has been signed for a
 * while. Thread-safe.
 */
public final class StatusSummaries {
    /** A summary is signed again after this many times its {@code ttl}; until then its tag stays the same. */
    private static final int TTLS_TO_SIGN = 6;

    /** A summary may be used for this many times its {@code ttl}. */
    private static final int TTLS_TO_LIVE = 12;

    private static final Duration NOT_MADE_AGAIN_FOR = Duration.ofMillis(100);

    /** How soon an incomplete one is made again: it is often complete a moment later, when the effects of a version are recorded. */
    private static final Duration INCOMPLETE_FOR = Duration.ofMillis(250);

    /** How soon one is made again although nothing seems to have changed: grace periods end, and other instances enter plans. */
    private static final Duration COMPLETE_FOR = Duration.ofSeconds(1);

    private static final int DIGEST_BYTES = 12;

    private final SummarizeStatus summarizeStatus;
    private final SignStatements signStatements;
    private final RevocationCache revocations;
    private final Supplier<TrustRegistry> trust;
    private final StatusTimes times;
    private final Lock making = new ReentrantLock();
    private volatile @Nullable Made made;

    public StatusSummaries(
            SummarizeStatus summarizeStatus,
            SignStatements signStatements,
            RevocationCache revocations,
            Supplier<TrustRegistry> trust,
            StatusTimes times) {
        this.summarizeStatus = summarizeStatus;
        this.signStatements = signStatements;
        this.revocations = revocations;
        this.trust = trust;
        this.times = times;
    }

    /** What a summary was made from. The snapshot is referenced weakly, so that it does not stay in memory. */
    private record Made(
            WeakReference<Snapshot> snapshot,
            long revocations,
            TrustRegistry trust,
            Instant at,
            boolean complete,
            Signed signed) {}

    /** @param slot the period in which it was signed */
    private record Signed(StatusSummary content, long slot, StatusList document) {}

    /** Returns the current summary. */
    StatusList summary(Snapshot snapshot) {
        Made known = made;
        if (known != null && isCurrent(known, snapshot)) {
            return known.signed().document();
        }
        // While another thread makes it, the previous one is as good as if this request had come a moment earlier.
        if (!making.tryLock()) {
            if (known != null) {
                return known.signed().document();
            }
            making.lock();
        }
        try {
            return made(snapshot).signed().document();
        } finally {
            making.unlock();
        }
    }

    private boolean isCurrent(Made known, Snapshot snapshot) {
        Duration age = Duration.between(known.at(), times.now()).abs();
        boolean isSame = known.snapshot().refersTo(snapshot)
                && known.revocations() == revocations.changes()
                && known.trust() == trust.get();
        Duration lasts = !isSame ? NOT_MADE_AGAIN_FOR : known.complete() ? COMPLETE_FOR : INCOMPLETE_FOR;
        return age.compareTo(lasts) < 0;
    }

    private Made made(Snapshot snapshot) {
        Made known = made;
        if (known != null && isCurrent(known, snapshot)) {
            return known;
        }
        // Read before the content, so that a change in between makes it again.
        long changes = revocations.changes();
        TrustRegistry trusted = trust.get();
        Instant now = times.now();
        StatusSummary content = summarizeStatus.summary(snapshot, now);
        Made next = new Made(
                new WeakReference<>(snapshot),
                changes,
                trusted,
                now,
                content.complete(),
                signed(snapshot, content, now, known == null ? null : known.signed()));
        made = next;
        return next;
    }

    private Signed signed(Snapshot snapshot, StatusSummary content, Instant now, @Nullable Signed before) {
        long period = times.ttl().toSeconds() * TTLS_TO_SIGN;
        long slot = now.getEpochSecond() / period;
        String kid = snapshot.keys().active().kid();
        if (before != null
                && before.slot() == slot
                && before.content().equals(content)
                && before.document().tag().endsWith(kid)) {
            return before;
        }
        StatusSummary dated = content.issued(now, now.plus(times.ttl().multipliedBy(TTLS_TO_LIVE)), times.ttl());
        StatusList document = new StatusList(
                signStatements.sign(snapshot.keys(), SummaryNames.TYPE, dated.json()),
                digest(content.json()) + "-" + slot + "-" + kid);
        return new Signed(content, slot, document);
    }

    private static String digest(byte[] content) {
        try {
            byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(sha256, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
