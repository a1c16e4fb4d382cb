package matryoshka.token;

import java.time.Instant;
import java.util.Map;

/** Writes the claims of a status summary. */
final class StatusSummaryWriter {
    private final StatusSummary summary;
    private final JsonBytes json = new JsonBytes();

    StatusSummaryWriter(StatusSummary summary) {
        this.summary = summary;
    }

    byte[] json() {
        json.raw("{").name(ClaimNames.ISSUER).string(summary.issuer());
        seconds(ClaimNames.ISSUED_AT, summary.issuedAt());
        seconds(ClaimNames.EXPIRES_AT, summary.expiresAt());
        json.next(SummaryNames.TTL).number(summary.ttl().toSeconds());
        json.next(SummaryNames.VERSION).number(summary.version());
        stale();
        json.next(SummaryNames.REFUSED).strings(summary.refused());
        revoked(summary.revoked());
        if (summary.origins() != null) {
            origins(summary.origins());
        }
        json.next(SummaryNames.COMPLETE).value(summary.complete()).raw("}");
        return json.toByteArray();
    }

    private void stale() {
        json.next(SummaryNames.STALE).raw("{");
        String separator = "";
        for (var node : summary.stale().entrySet()) {
            json.raw(separator)
                    .name(node.getKey())
                    .strings(node.getValue().stream().map(StaleDirection::text).toList());
            separator = ",";
        }
        json.raw("}");
    }

    private void revoked(RevokedTokens revoked) {
        json.next(SummaryNames.REVOKED).raw("{");
        json.name(ClaimNames.JWT_ID).strings(revoked.jtis());
        json.next(ClaimNames.CLIENT_ID);
        times(revoked.clients());
        json.next(ClaimNames.SUBJECT);
        times(revoked.subjects());
        json.next(SummaryNames.CHAINS).raw("[");
        String separator = "";
        for (RevokedChains chains : revoked.chains()) {
            json.raw(separator);
            chains(chains);
            separator = ",";
        }
        json.raw("]}");
    }

    private void chains(RevokedChains chains) {
        json.raw("{").name(SummaryNames.CHAIN_BEGUN_BY).string(chains.begunBy());
        seconds(SummaryNames.CHAIN_BEGUN_UNTIL, chains.begunUntil());
        json.next(SummaryNames.CHAIN_REVOKED_BY).string(chains.revokedBy());
        if (chains.audience() != null) {
            json.next(ClaimNames.AUDIENCE).string(chains.audience());
        }
        json.raw("}");
    }

    private void origins(RegisteredOrigins origins) {
        json.next(SummaryNames.ORIGINS).raw("{").name(ClaimNames.CLIENT_ID).value(origins.clients());
        json.next(SummaryNames.SUBJECT_PREFIX);
        times(origins.prefixes());
        json.next(SummaryNames.ENDED).strings(origins.ended()).raw("}");
    }

    private void times(Map<String, Instant> times) {
        json.raw("{");
        String separator = "";
        for (Map.Entry<String, Instant> time : times.entrySet()) {
            json.raw(separator).name(time.getKey()).number(time.getValue().getEpochSecond());
            separator = ",";
        }
        json.raw("}");
    }

    private void seconds(String name, Instant time) {
        json.next(name).number(time.getEpochSecond());
    }
}
