package matryoshka.service.trust;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import matryoshka.service.trust.ExternalVerification.Refused;
import matryoshka.token.ClaimNames;
import org.jspecify.annotations.Nullable;

/** Checks the claims of a token with a verified signature against the terms under which its issuer is trusted. */
final class ExternalClaims {
    private static final Duration SKEW = Duration.ofSeconds(60);
    private static final int MAX_TEXT_CHARS = 255;
    /** The last second of the year 9999. */
    private static final double LAST_SECOND = 253_402_300_799.0;
    /** A claim of security event tokens (RFC 8417), such as those that report a logout. */
    private static final String EVENTS = "events";

    private final JsonNode claims;
    private final TrustTerms terms;
    private final Instant now;

    ExternalClaims(JsonNode claims, TrustTerms terms, Instant now) {
        this.claims = claims;
        this.terms = terms;
        this.now = now;
    }

    /** Checks these claims as those of a token of this type. */
    ExternalVerification judge(SubjectTokenType type, SubjectPresenter presenter, String ownIssuer) {
        ExternalTokenError flaw = flawOfForm(type);
        if (flaw == null) {
            flaw = flawOfTimes();
        }
        if (flaw == null) {
            flaw = flawOfUse(presenter, ownIssuer);
        }
        return flaw == null ? subject() : new Refused(flaw);
    }

    private @Nullable ExternalTokenError flawOfForm(SubjectTokenType type) {
        if (claims.has(EVENTS)) {
            return ExternalTokenError.NO_SUBJECT;
        }
        boolean tellsWhen = type == SubjectTokenType.JWT || claims.has(ClaimNames.ISSUED_AT);
        boolean whole = tellsWhen
                && claims.has(ClaimNames.EXPIRES_AT)
                && isTimeOrAbsent(ClaimNames.EXPIRES_AT)
                && isTimeOrAbsent(ClaimNames.NOT_BEFORE)
                && isTimeOrAbsent(ClaimNames.ISSUED_AT)
                && (isTimeOrAbsent(ClaimNames.AUTH_TIME) || !hasAuthTime())
                && (!claims.has(ClaimNames.JWT_ID) || isPlain(claims.get(ClaimNames.JWT_ID)));
        return whole ? null : ExternalTokenError.MALFORMED_CLAIMS;
    }

    private @Nullable ExternalTokenError flawOfTimes() {
        if (!time(ClaimNames.EXPIRES_AT).isAfter(now)) {
            return ExternalTokenError.EXPIRED;
        }
        Instant latestStart = now.plus(SKEW);
        boolean future = (claims.has(ClaimNames.NOT_BEFORE)
                        && time(ClaimNames.NOT_BEFORE).isAfter(latestStart))
                || (claims.has(ClaimNames.ISSUED_AT)
                        && time(ClaimNames.ISSUED_AT).isAfter(latestStart))
                || (hasAuthTime() && time(ClaimNames.AUTH_TIME).isAfter(latestStart));
        return future ? ExternalTokenError.NOT_YET_VALID : null;
    }

    private @Nullable ExternalTokenError flawOfUse(SubjectPresenter presenter, String ownIssuer) {
        if (!isForUs(claims.path(ClaimNames.AUDIENCE))) {
            return ExternalTokenError.WRONG_AUDIENCE;
        }
        if (!isPlain(claims.path(ClaimNames.SUBJECT))) {
            return ExternalTokenError.BAD_SUBJECT;
        }
        if (!isProven(claims.path(ClaimNames.CONFIRMATION), presenter)) {
            return ExternalTokenError.BOUND;
        }
        return !claims.has(ClaimNames.MAY_ACT)
                        || mayAct(claims.get(ClaimNames.MAY_ACT), presenter.clientId(), ownIssuer)
                ? null
                : ExternalTokenError.ANOTHER_ACTOR;
    }

    private ExternalVerification subject() {
        Optional<SortedMap<String, Object>> mapped = MappedClaims.of(claims, terms.claims());
        if (mapped.isEmpty()) {
            return new Refused(ExternalTokenError.BAD_CLAIMS);
        }
        return new ExternalSubject(
                terms.subjectPrefix() + ":" + claims.get(ClaimNames.SUBJECT).textValue(),
                mapped.get(),
                MappedClaims.identity(claims),
                time(ClaimNames.EXPIRES_AT),
                claims.path(ClaimNames.JWT_ID).textValue());
    }

    /** One audience or several (RFC 7519 §4.1.3). */
    private boolean isForUs(JsonNode audience) {
        if (audience.isTextual()) {
            return terms.audiences().contains(audience.textValue());
        }
        if (!audience.isArray()) {
            return false;
        }
        boolean found = false;
        for (JsonNode one : audience) {
            if (!one.isTextual()) {
                return false;
            }
            found |= terms.audiences().contains(one.textValue());
        }
        return found;
    }

    /** RFC 7800: a token that names a key is for the holder of that key. This issuer knows keys only by their thumbprints. */
    private static boolean isProven(JsonNode confirmation, SubjectPresenter presenter) {
        return confirmation.isMissingNode()
                || (confirmation.size() == 1
                        && presenter.keys().stream()
                                .anyMatch(key -> key.thumbprint()
                                        .equals(confirmation.path(key.method()).textValue())));
    }

    /** RFC 8693 §4.4: only the named actor may act for the subject. */
    private static boolean mayAct(JsonNode actor, String clientId, String ownIssuer) {
        return clientId.equals(actor.path(ClaimNames.SUBJECT).textValue())
                && (!actor.has(ClaimNames.ISSUER)
                        || ownIssuer.equals(actor.get(ClaimNames.ISSUER).textValue()));
    }

    /**
     * Returns whether this is a text that looks, in logs and to people, like what it is: of bounded length, with visible characters only.
     */
    static boolean isPlain(JsonNode value) {
        return value.isTextual()
                && !value.textValue().isEmpty()
                && value.textValue().length() <= MAX_TEXT_CHARS
                && value.textValue().codePoints().allMatch(ExternalClaims::isShown);
    }

    private static boolean isShown(int character) {
        return switch (Character.getType(character)) {
            // The format characters include bidirectional controls.
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    /** A number in this claim is a time, otherwise the token is refused: a time in milliseconds would make the login look more recent. */
    private boolean hasAuthTime() {
        return claims.path(ClaimNames.AUTH_TIME).isNumber();
    }

    private boolean isTimeOrAbsent(String name) {
        JsonNode value = claims.path(name);
        return value.isMissingNode()
                || (value.isNumber() && value.doubleValue() >= 0 && value.doubleValue() <= LAST_SECOND);
    }

    /** NumericDate may have fractions (RFC 7519 §2); they are dropped. */
    private Instant time(String name) {
        return Instant.ofEpochSecond((long) claims.get(name).doubleValue());
    }
}
