package matryoshka.resource.testing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import matryoshka.token.RevokedTokens;
import matryoshka.token.StaleDirection;
import matryoshka.token.StatusSummary;
import matryoshka.token.SummaryNames;
import matryoshka.token.TokenSigner;

/** The status summary of a {@link PlayedIssuer}: each change is in the next one that is fetched. Thread-safe. */
public final class PlayedStatus {
    private static final Duration TTL = Duration.ofSeconds(1);

    private final PlayedMint mint;
    private final Map<String, List<StaleDirection>> stale = new TreeMap<>();
    private final Set<String> refused = new TreeSet<>();
    private final Set<String> revoked = new TreeSet<>();
    private final Map<String, Instant> revokedClients = new TreeMap<>();
    private Duration lifetime = Duration.ofMinutes(1);
    private boolean complete = true;
    private long version = 1;
    private String current = "";

    PlayedStatus(PlayedMint mint, PlayedEndpoints endpoints) {
        this.mint = mint;
        endpoints.serve("/oauth2/status", SummaryNames.MEDIA_TYPE, this::document);
    }

    /** Lets the tokens of a plan node be stale. */
    public synchronized void stale(String planId, StaleDirection... directions) {
        stale.put(planId, List.of(directions));
        change();
    }

    /** Lets the tokens of a plan node be refused. */
    public synchronized void refuse(String planId) {
        refused.add(planId);
        change();
    }

    /** Revokes a token, and all that derive from it. */
    public synchronized void revoke(String jti) {
        revoked.add(jti);
        change();
    }

    /** Revokes all tokens that a client has a part in, issued until now. */
    public synchronized void revokeClient(String clientId) {
        revokedClients.put(clientId, mint.clock().instant());
        change();
    }

    /** Lets the next summaries live this long. */
    public synchronized void lifetime(Duration time) {
        lifetime = time;
        change();
    }

    /** Lets the next summaries be incomplete, or complete again. */
    public synchronized void complete(boolean isComplete) {
        complete = isComplete;
        change();
    }

    /** Lets everything be as at the start. */
    public synchronized void reset() {
        stale.clear();
        refused.clear();
        revoked.clear();
        revokedClients.clear();
        complete = true;
        change();
    }

    private void change() {
        version++;
        current = "";
    }

    /** Returns the summary in its compact form. */
    public String compact() {
        return document();
    }

    private synchronized String document() {
        if (current.isEmpty()) {
            Instant now = mint.clock().instant();
            StatusSummary summary = new StatusSummary(
                    mint.issuer(),
                    now,
                    now.plus(lifetime),
                    TTL,
                    version,
                    stale,
                    refused,
                    new RevokedTokens(revoked, revokedClients, Map.of(), new ArrayList<>()),
                    null,
                    complete);
            current = new String(
                    new TokenSigner(mint.key(), mint.provider(), SummaryNames.TYPE).sign(summary.json()),
                    StandardCharsets.US_ASCII);
        }
        return current;
    }
}
