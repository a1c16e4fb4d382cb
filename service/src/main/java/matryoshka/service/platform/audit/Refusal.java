package matryoshka.service.platform.audit;

import org.jspecify.annotations.Nullable;

/**
 * A refusal for the audit log.
 *
 * @param clientId of a registered client; null if the caller is not known to be one
 * @param reason one of a fixed set of words with hyphens; never text from the request
 * @param jti of the presented token, or null if it is not known
 * @param txn of the same token
 * @param details further members as in the log line; empty for none
 */
public record Refusal(
        Kind kind,
        @Nullable String clientId,
        String reason,
        @Nullable String jti,
        @Nullable String txn,
        String details) {

    /** The kinds of refusals. */
    public enum Kind {
        /** A client was not authenticated. */
        AUTHENTICATION("authentication", "client authentication"),
        /** A client did not get a token for itself. */
        ISSUANCE("issuance", "token"),
        /** A client did not get a token by exchange. */
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

        /** Returns its part of the metrics' names. */
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

    /** Returns the same refusal with a token. */
    public Refusal ofToken(@Nullable String jtiOfToken, @Nullable String txnOfToken) {
        return new Refusal(kind, clientId, reason, jtiOfToken, txnOfToken, details);
    }

    /** Returns the same refusal with a further member. */
    public Refusal with(String name, String value) {
        return new Refusal(kind, clientId, reason, jti, txn, details + " " + name + "=" + value);
    }

    /** Returns the line for the audit log. */
    String line() {
        StringBuilder line =
                new StringBuilder(kind.words()).append(" refused client=").append(shown(clientId));
        if (jti != null || txn != null) {
            line.append(" jti=").append(shown(jti)).append(" txn=").append(shown(txn));
        }
        return line.append(" reason=").append(reason).append(details).toString();
    }

    /** Escapes whatever could end a line or look like another member of it. A {@code jti} can come from another issuer. */
    private static String shown(@Nullable String text) {
        return text == null ? "-" : text.replaceAll("[^!#-~]", "?");
    }
}
