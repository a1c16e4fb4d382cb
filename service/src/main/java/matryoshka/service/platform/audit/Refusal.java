package matryoshka.service.platform.audit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A refusal for the audit log.
 *
 * @param clientId of a registered client; null if the caller is not known to be one
 * @param reason one of a fixed set of words with hyphens; never text from the request
 * @param jti of the presented token, or null if it is not known
 * @param txn of the same token
 * @param details further members of the line
 */
public record Refusal(
        Kind kind,
        @Nullable String clientId,
        String reason,
        @Nullable String jti,
        @Nullable String txn,
        List<Detail> details) {

    /** A further member. The value has no spaces. */
    public record Detail(String name, String value) {}

    public Refusal {
        details = List.copyOf(details);
    }

    /** The kinds of refusals. */
    public enum Kind {
        /** A client was not authenticated. */
        AUTHENTICATION("authentication", "client authentication"),
        /** A client sends too many requests. */
        RATE("rate", "request"),
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
        return new Refusal(kind, clientId, reason, null, null, List.of());
    }

    /** Returns the same refusal with a token. */
    public Refusal ofToken(@Nullable String jtiOfToken, @Nullable String txnOfToken) {
        return new Refusal(kind, clientId, reason, jtiOfToken, txnOfToken, details);
    }

    /** Returns the same refusal with a further member. */
    public Refusal with(String name, String value) {
        List<Detail> more = new ArrayList<>(details);
        more.add(new Detail(name, value));
        return new Refusal(kind, clientId, reason, jti, txn, more);
    }

    /** Returns the line for the audit log. */
    AuditLine line() {
        AuditLine line = new AuditLine(kind.words() + " refused").with("client", shown(clientId));
        if (jti != null || txn != null) {
            line.with("jti", shown(jti)).with("txn", shown(txn));
        }
        line.with("reason", reason);
        details.forEach(detail -> line.with(detail.name(), detail.value()));
        return line;
    }

    /** Escapes whatever could end a line or look like another member of it. A {@code jti} can come from another issuer. */
    private static @Nullable String shown(@Nullable String text) {
        return text == null ? null : text.replaceAll("[^!#-~]", "?");
    }
}
