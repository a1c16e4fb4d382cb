package matryoshka.service.status;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import matryoshka.graph.staleness.Standing;
import matryoshka.service.caches.CacheMemory;
import matryoshka.service.caches.CacheShare;
import matryoshka.service.caches.Weighed;
import matryoshka.service.caches.WeighedCache;
import matryoshka.service.caches.Weight;
import matryoshka.service.keys.SignStatements;
import matryoshka.service.ledger.PlanLedger;
import matryoshka.service.ledger.PlanUse;
import matryoshka.service.ledger.StatusBlock;
import matryoshka.service.minting.StatusUris;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.service.staleness.JudgeTokens;
import matryoshka.service.staleness.StalenessPolicy;
import matryoshka.token.StatusListBits;

/**
 * Makes status list tokens (draft-ietf-oauth-status-list §5) of two bits for each plan node: 0 fresh, 3 stale, 1 refused. All instances
 * make the same one of the same graph within the same {@code ttl}. Thread-safe.
 *
 * <p>A list has room for all its places from the beginning: a token that was minted after somebody fetched the list is fresh in it.
 */
public final class StatusLists {
    private static final String TYPE = "statuslist+jwt";
    private static final int BITS = 2;
    private static final int DIGEST_BYTES = 8;

    /** What is older is made anew when somebody asks: plans come, and graces end, without a change of the graph. */
    private static final Duration MADE_ANEW_AFTER = Duration.ofMillis(250);

    private final PlanLedger ledger;
    private final JudgeTokens judgeTokens;
    private final StalenessPolicy policy;
    private final SignStatements signStatements;
    private final StatusUris uris;
    private final StatusTimes times;
    private final WeighedCache<Integer, Made> made;

    public StatusLists(
            PlanLedger ledger,
            JudgeTokens judgeTokens,
            StalenessPolicy policy,
            SignStatements signStatements,
            StatusUris uris,
            StatusTimes times,
            CacheMemory memory) {
        this.ledger = ledger;
        this.judgeTokens = judgeTokens;
        this.policy = policy;
        this.signStatements = signStatements;
        this.uris = uris;
        this.times = times;
        this.made = memory.cache(CacheShare.STATUS_LISTS);
    }

    /** @param snapshot not to be kept in memory for the sake of a list that nobody asks for any more */
    private record Made(WeakReference<Snapshot> snapshot, Instant at, Instant issuedAt, String lst, StatusList list)
            implements Weighed {
        @Override
        public long weight() {
            return Weight.of(lst) + list.weight();
        }
    }

    /** A list as it is now; empty when no token can be alive that refers to it. */
    Optional<StatusList> list(Snapshot snapshot, int number) {
        Instant now = times.now();
        Made known = made.find(number).orElse(null);
        if (known != null
                && known.snapshot().refersTo(snapshot)
                && Duration.between(known.at(), now).abs().compareTo(MADE_ANEW_AFTER) < 0) {
            return Optional.of(known.list());
        }
        List<PlanUse> plans = ledger.all().stream()
                .filter(use -> use.status() != null && use.status().list() == number)
                .toList();
        if (plans.isEmpty()) {
            made.remove(number);
            return Optional.empty();
        }
        String lst = lst(snapshot, plans);
        Instant issuedAt = times.issuedAt(now);
        StatusList list =
                known != null && known.lst().equals(lst) && known.issuedAt().equals(issuedAt)
                        ? known.list()
                        : sign(snapshot, number, lst, issuedAt);
        made.put(number, new Made(new WeakReference<>(snapshot), now, issuedAt, lst, list));
        return Optional.of(list);
    }

    private String lst(Snapshot snapshot, List<PlanUse> plans) {
        StatusListBits bits = StatusListBits.of(BITS, StatusBlock.LIMIT);
        for (PlanUse use : plans) {
            List<Standing> standings = judgeTokens.standings(snapshot, use);
            StatusBlock block = use.status();
            for (int index = 0; block != null && index < standings.size(); index++) {
                int status = policy.verdict(snapshot, new JudgeTokens.Found(use, index, standings.get(index)))
                        .status();
                if (status != 0) {
                    bits.set(block.first() + index, status);
                }
            }
        }
        return bits.encode();
    }

    private StatusList sign(Snapshot snapshot, int number, String lst, Instant issuedAt) {
        ObjectNode claims = JsonNodeFactory.instance.objectNode();
        claims.put("iss", uris.issuer());
        claims.put("sub", uris.of(number));
        claims.put("iat", issuedAt.getEpochSecond());
        claims.put("exp", times.expiresAt(issuedAt).getEpochSecond());
        claims.put("ttl", times.ttl().toSeconds());
        claims.putObject("status_list").put("bits", BITS).put("lst", lst);
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
