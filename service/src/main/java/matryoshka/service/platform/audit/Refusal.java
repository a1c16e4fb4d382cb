package matryoshka.service.platform.audit;

import org.jspecify.annotations.Nullable;

/**
 * Something that was refused, as the audit log has it.
 *
 * @param clientId of a registered client; null when nobody registered is known to have asked
 * @param reason one of a fixed set of words with hyphens; never a text of the request
 * @param jti of the token that was presented, or null when it is not known
 * @param txn of the same
 * @param details further members as they stand in the line; empty for none
 */
public record Refusal(
        Kind kind,
        @Nullable String clientId,
        String reason,
        @Nullable String jti,
        @Nullable String txn,
        String details) {

    /** What was refused. */
    public enum Kind {
        /** A client did not prove who it is. */
        AUTHENTICATION("authentication", "client authentication"),
        /** A client was not given a token for itself. */
        ISSUANCE("issuance", "token"),
        /** A client was not given a token in exchange. */
        EXCHANGE("exchange", "exchange"),
        /** A client may not revoke a token. */
        REVOCATION("revocation", "revocation"),
        /** A call of the admin API was not permitted. */
        ADMIN("admin", "admin call");

        private final String metric;
        private final String words;

        Kind(String metric, String words) {
            this.metric = metric;
            this.words = words;
        }

        /** Its part of the names of metrics. */
        String metric() {
            return metric;
        }

        String words() {
            return words;
        }
    }

    public static Refusal of(Kind kind, @Nullable String clientId, String reason) {
        return new Refusal(kind, clientId, reason, null, null, "");
    }

    /** The same, of a token. */
    public Refusal ofToken(@Nullable String jtiOfToken, @Nullable String txnOfToken) {
        return new Refusal(kind, clientId, reason, jtiOfToken, txnOfToken, details);
    }

    /** The same with a further member. */
    public Refusal with(String name, String value) {
        return new Refusal(kind, clientId, reason, jti, txn, details + " " + name + "=" + value);
    }

    /** The line of the audit log. */
    String line() {
        StringBuilder line =
                new StringBuilder(kind.words()).append(" refused client=").append(shown(clientId));
        if (jti != null || txn != null) {
            line.append(" jti=").append(shown(jti)).append(" txn=").append(shown(txn));
        }
        return line.append(" reason=").append(reason).append(details).toString();
    }

    /** Nothing that ends a line or looks like another member of it. A {@code jti} can be another issuer's. */
    private static String shown(@Nullable String text) {
        return text == null ? "-" : text.replaceAll("[^!#-~]", "?");
    }
}
