package matryoshka.service.revocation;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A revocation.
 *
 * @param kind what {@code value} is
 * @param value identifies the token, client or subject
 * @param issuedBefore tokens issued later are not affected, those issued in this very second are; for a cut-off, the same for the beginning
 *     of chains; null for a single token
 * @param expiresAt no affected token lives longer
 * @param revokedBy the client that requested it
 * @param party of a cut-off, and of a single revocation that a cut-off can replace; else null
 * @param begunAt when the chain of a single token began, if it has a party; else null
 */
public record Revocation(
        Kind kind,
        String value,
        @Nullable Instant issuedBefore,
        Instant expiresAt,
        String revokedBy,
        @Nullable Party party,
        @Nullable Instant begunAt) {

    /** The kinds of revocations. */
    public enum Kind {
        /** One token with everything derived from it, by its {@code jti}. */
        TOKEN("jti"),
        /** All tokens that a client began, presents or takes part in. */
        CLIENT("client_id"),
        /** All tokens that act for a user or client. */
        SUBJECT("subject"),
        /** All chains that a client began, as far as another client may revoke them; replaces many revocations of single tokens. */
        CUT_OFF("begun_by");

        private final String member;

        Kind(String member) {
            this.member = member;
        }

        /** Returns the name in JSON and in the database. */
        public String member() {
            return member;
        }
    }

    public Revocation {
        if ((kind == Kind.TOKEN) != (issuedBefore == null)) {
            throw new IllegalArgumentException(
                    "only a single token is revoked by its id; all others are revoked by when they were issued");
        }
        if (kind == Kind.CUT_OFF && party == null) {
            throw new IllegalArgumentException("a cut-off needs a party");
        }
    }

    /** Creates a revocation that no cut-off replaces. */
    public Revocation(Kind kind, String value, @Nullable Instant issuedBefore, Instant expiresAt, String revokedBy) {
        this(kind, value, issuedBefore, expiresAt, revokedBy, null, null);
    }

    static Revocation ofToken(String jti, Instant expiresAt, Party party, Instant begunAt) {
        return new Revocation(Kind.TOKEN, jti, null, expiresAt, party.revokedBy(), party, begunAt);
    }

    static Revocation cutOff(Party party, Instant begunUntil, Instant expiresAt) {
        return new Revocation(Kind.CUT_OFF, party.begunBy(), begunUntil, expiresAt, party.revokedBy(), party, null);
    }

    /** Returns the end of the range of {@link #issuedBefore}; not for a single token. */
    public Instant latestIssue() {
        return Objects.requireNonNull(issuedBefore);
    }
}
