package matryoshka.service.revocation;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that was revoked.
 *
 * @param kind what {@code value} is
 * @param value which token, client or subject
 * @param issuedBefore tokens that were issued later are not concerned, those of this very second are; of a cut-off, chains that began
 *     later; null for a single token
 * @param expiresAt no token that this concerns lives longer
 * @param revokedBy the client that asked for it
 * @param party of a cut-off, and of a single token whose place one can take; else null
 * @param begunAt when the chain of a single token began, where it has a party; else null
 */
public record Revocation(
        Kind kind,
        String value,
        @Nullable Instant issuedBefore,
        Instant expiresAt,
        String revokedBy,
        @Nullable Party party,
        @Nullable Instant begunAt) {

    /** By what tokens are revoked. */
    public enum Kind {
        /** One token with all that was derived from it, by its {@code jti}. */
        TOKEN("jti"),
        /** All tokens that a client began, presents or has a part in. */
        CLIENT("client_id"),
        /** All tokens that act for a user or client. */
        SUBJECT("subject"),
        /** All chains that a client began, as far as another may revoke them: in place of many revocations of single tokens. */
        CUT_OFF("begun_by");

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
        if (kind == Kind.CUT_OFF && party == null) {
            throw new IllegalArgumentException("a cut-off is somebody's");
        }
    }

    /** One whose place no cut-off takes. */
    public Revocation(Kind kind, String value, @Nullable Instant issuedBefore, Instant expiresAt, String revokedBy) {
        this(kind, value, issuedBefore, expiresAt, revokedBy, null, null);
    }

    static Revocation ofToken(String jti, Instant expiresAt, Party party, Instant begunAt) {
        return new Revocation(Kind.TOKEN, jti, null, expiresAt, party.revokedBy(), party, begunAt);
    }

    static Revocation cutOff(Party party, Instant begunUntil, Instant expiresAt) {
        return new Revocation(Kind.CUT_OFF, party.begunBy(), begunUntil, expiresAt, party.revokedBy(), party, null);
    }

    /** The end of what {@link #issuedBefore} concerns; not for a single token. */
    public Instant latestIssue() {
        return Objects.requireNonNull(issuedBefore);
    }
}
