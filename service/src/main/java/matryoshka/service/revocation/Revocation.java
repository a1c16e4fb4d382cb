package matryoshka.service.revocation;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that was revoked.
 *
 * @param kind what {@code value} is
 * @param value which token, client or subject
 * @param issuedBefore tokens that were issued later are not concerned, those of this very second are; null for a single token
 * @param expiresAt no token that this concerns lives longer
 * @param revokedBy the client that asked for it
 */
public record Revocation(Kind kind, String value, @Nullable Instant issuedBefore, Instant expiresAt, String revokedBy) {

    /** By what tokens are revoked. */
    public enum Kind {
        /** One token with all that was derived from it, by its {@code jti}. */
        TOKEN("jti"),
        /** All tokens that a client began, presents or has a part in. */
        CLIENT("client_id"),
        /** All tokens that act for a user or client. */
        SUBJECT("subject");

        private final String member;

        Kind(String member) {
            this.member = member;
        }

        /** How JSON and the database call it. */
        public String member() {
            return member;
        }
    }

    public Revocation {
        if ((kind == Kind.TOKEN) != (issuedBefore == null)) {
            throw new IllegalArgumentException("a token is revoked by itself, all others by the time they were issued");
        }
    }

    /** The end of what {@link #issuedBefore} concerns; not for a single token. */
    public Instant latestIssue() {
        return Objects.requireNonNull(issuedBefore);
    }
}
