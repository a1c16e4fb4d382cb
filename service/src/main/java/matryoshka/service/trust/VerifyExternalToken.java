package matryoshka.service.trust;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import matryoshka.service.trust.ExternalVerification.Refused;
import matryoshka.token.ClaimNames;
import matryoshka.token.VerificationAlgorithm;
import org.jspecify.annotations.Nullable;

/**
 * Verifies tokens of trusted issuers (RFC 8693 §2.1, RFC 8725): the only way from such a token to a {@link ExternalSubject}. Never throws,
 * whatever the input. Before the signature is verified, the token's content is only used to find a registration, and only what the
 * registration says is fetched. Thread-safe.
 */
public final class VerifyExternalToken {
    private static final int MAX_CHARS = 16 * 1024;
    private static final String ACCESS_TOKEN = "at+jwt";
    /** {@code JOSE} is SPIFFE's name for JWT. Any other type belongs to tokens for other purposes (RFC 8725 §3.12). */
    private static final Set<String> PLAIN = Set.of("jwt", "jose");

    private final String ownIssuer;
    private final Supplier<TrustRegistry> trust;
    private final IssuerKeys keys;
    private final Clock clock;

    /** @param ownIssuer this issuer's own identifier, which tokens may use as the audience */
    public VerifyExternalToken(String ownIssuer, Supplier<TrustRegistry> trust, IssuerKeys keys, Clock clock) {
        this.ownIssuer = ownIssuer;
        this.trust = trust;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Verifies a token. Rarely waits for its issuer's keys, for a few seconds at most.
     *
     * @param token as presented
     * @param subjectTokenType the declared type, a URI (RFC 8693 §3)
     */
    public ExternalVerification verify(String token, String subjectTokenType, SubjectPresenter presenter) {
        Optional<SubjectTokenType> type = SubjectTokenType.ofUri(subjectTokenType);
        if (type.isEmpty()) {
            return new Refused(ExternalTokenError.UNKNOWN_TYPE);
        }
        if (token.length() > MAX_CHARS) {
            return new Refused(ExternalTokenError.TOO_LONG);
        }
        Optional<ExternalJws> jws = ExternalJws.parse(token);
        if (jws.isEmpty()) {
            return new Refused(ExternalTokenError.MALFORMED);
        }
        if (ownIssuer.equals(jws.get().payload().path(ClaimNames.ISSUER).textValue())) {
            return new Refused(ExternalTokenError.OURS);
        }
        Optional<TrustTerms> terms = terms(jws.get(), presenter.clientId());
        return terms.isEmpty()
                ? new Refused(ExternalTokenError.UNTRUSTED_ISSUER)
                : verify(jws.get(), type.get(), terms.get(), presenter);
    }

    private Optional<TrustTerms> terms(ExternalJws jws, String clientId) {
        JsonNode issuer = jws.payload().path(ClaimNames.ISSUER);
        return issuer.isTextual()
                ? trust.get()
                        .ofIssuer(issuer.textValue())
                        .map(TrustedIssuer::terms)
                        .filter(terms -> terms.clients().contains(clientId))
                : Optional.empty();
    }

    private ExternalVerification verify(
            ExternalJws jws, SubjectTokenType type, TrustTerms terms, SubjectPresenter presenter) {
        ExternalTokenError flaw = flawOfHeader(jws.header(), type, terms);
        return (flaw == null ? refusalOfSignature(jws, terms) : Optional.of(new Refused(flaw)))
                .<ExternalVerification>map(refused -> refused)
                .orElseGet(() ->
                        new ExternalClaims(jws.payload(), terms, clock.instant()).judge(type, presenter, ownIssuer));
    }

    private static @Nullable ExternalTokenError flawOfHeader(JsonNode header, SubjectTokenType type, TrustTerms terms) {
        if (header.has("crit")) {
            return ExternalTokenError.CRITICAL_HEADER;
        }
        if (!terms.types().contains(type)) {
            return ExternalTokenError.UNACCEPTED_TYPE;
        }
        return isOfType(header.path("typ"), type, terms) ? null : ExternalTokenError.WRONG_TYPE;
    }

    private static boolean isOfType(JsonNode typ, SubjectTokenType type, TrustTerms terms) {
        if (typ.isMissingNode()) {
            return type != SubjectTokenType.ACCESS_TOKEN;
        }
        if (!typ.isTextual()) {
            return false;
        }
        // RFC 7515 §4.1.9: a type without a slash is below application/.
        String name = typ.textValue().toLowerCase(Locale.ROOT).replaceFirst("^application/", "");
        return switch (type) {
            case ACCESS_TOKEN -> name.equals(ACCESS_TOKEN);
            case ID_TOKEN -> name.equals("jwt");
            case JWT ->
                PLAIN.contains(name)
                        || (name.equals(ACCESS_TOKEN) && terms.types().contains(SubjectTokenType.ACCESS_TOKEN));
        };
    }

    private Optional<Refused> refusalOfSignature(ExternalJws jws, TrustTerms terms) {
        JsonNode kid = jws.header().path("kid");
        Optional<VerificationAlgorithm> algorithm = Optional.ofNullable(
                        jws.header().path("alg").textValue())
                .flatMap(VerificationAlgorithm::named)
                .filter(named -> terms.algorithms().stream().anyMatch(named::isSameAs));
        if (algorithm.isEmpty()) {
            return Optional.of(new Refused(ExternalTokenError.UNACCEPTED_ALGORITHM));
        }
        if (!kid.isMissingNode() && !kid.isTextual()) {
            return Optional.of(new Refused(ExternalTokenError.MALFORMED));
        }
        KeyLookup lookup = keys.find(KeySource.of(terms), kid.textValue(), algorithm.get());
        if (lookup instanceof KeyLookup.Unavailable unavailable) {
            return Optional.of(new Refused(ExternalTokenError.UNAVAILABLE, unavailable.retryAfter()));
        }
        if (!(lookup instanceof KeyLookup.Found found)) {
            return Optional.of(new Refused(ExternalTokenError.UNKNOWN_KEY));
        }
        boolean isSigned = jws.isSignedBy(found.key(), algorithm.get())
                || keys.findReplaced(KeySource.of(terms), kid.textValue(), algorithm.get(), found.key())
                        .filter(replaced -> jws.isSignedBy(replaced, algorithm.get()))
                        .isPresent();
        return isSigned ? Optional.empty() : Optional.of(new Refused(ExternalTokenError.BAD_SIGNATURE));
    }
}
