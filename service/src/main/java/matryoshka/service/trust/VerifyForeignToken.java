package matryoshka.service.trust;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import matryoshka.service.trust.ForeignVerification.Refused;
import matryoshka.token.ClaimNames;
import matryoshka.token.SigningAlgorithm;
import org.jspecify.annotations.Nullable;

/**
 * Verifies tokens of trusted issuers (RFC 8693 §2.1, RFC 8725): the only way from such a token to a {@link ForeignSubject}. Whatever it is
 * given, it answers and does not throw. What a token says before its signature is verified only leads to a registration: nothing is fetched
 * but from where that says. Thread-safe.
 */
public final class VerifyForeignToken {
    private static final int MAX_CHARS = 16 * 1024;
    private static final String ACCESS_TOKEN = "at+jwt";
    /** {@code JOSE} is how SPIFFE calls what others call JWT. Any other type is of a token for some other purpose (RFC 8725 §3.12). */
    private static final Set<String> PLAIN = Set.of("jwt", "jose");

    private final String ownIssuer;
    private final Supplier<TrustRegistry> trust;
    private final IssuerKeys keys;
    private final Clock clock;

    /** @param ownIssuer our own identifier, by which tokens may name us */
    public VerifyForeignToken(String ownIssuer, Supplier<TrustRegistry> trust, IssuerKeys keys, Clock clock) {
        this.ownIssuer = ownIssuer;
        this.trust = trust;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Verifies a token. This may wait for its issuer's keys, some seconds at most and once a minute.
     *
     * @param token as it was presented
     * @param subjectTokenType what it is said to be, a URI (RFC 8693 §3)
     */
    public ForeignVerification verify(String token, String subjectTokenType, SubjectPresenter presenter) {
        Optional<SubjectTokenType> type = SubjectTokenType.ofUri(subjectTokenType);
        if (type.isEmpty()) {
            return new Refused(ForeignFlaw.UNKNOWN_TYPE);
        }
        if (token.length() > MAX_CHARS) {
            return new Refused(ForeignFlaw.TOO_LONG);
        }
        Optional<ForeignJws> jws = ForeignJws.parse(token);
        if (jws.isEmpty()) {
            return new Refused(ForeignFlaw.MALFORMED);
        }
        if (ownIssuer.equals(jws.get().payload().path(ClaimNames.ISSUER).textValue())) {
            return new Refused(ForeignFlaw.OURS);
        }
        Optional<TrustTerms> terms = terms(jws.get(), presenter.clientId());
        return terms.isEmpty()
                ? new Refused(ForeignFlaw.UNTRUSTED_ISSUER)
                : verify(jws.get(), type.get(), terms.get(), presenter);
    }

    private Optional<TrustTerms> terms(ForeignJws jws, String clientId) {
        JsonNode issuer = jws.payload().path(ClaimNames.ISSUER);
        return issuer.isTextual()
                ? trust.get()
                        .ofIssuer(issuer.textValue())
                        .map(TrustedIssuer::terms)
                        .filter(terms -> terms.clients().contains(clientId))
                : Optional.empty();
    }

    private ForeignVerification verify(
            ForeignJws jws, SubjectTokenType type, TrustTerms terms, SubjectPresenter presenter) {
        ForeignFlaw flaw = flawOfHeader(jws.header(), type, terms);
        if (flaw == null) {
            flaw = flawOfSignature(jws, terms);
        }
        return flaw == null
                ? new ForeignClaims(jws.payload(), terms, clock.instant()).judge(type, presenter, ownIssuer)
                : new Refused(flaw);
    }

    private static @Nullable ForeignFlaw flawOfHeader(JsonNode header, SubjectTokenType type, TrustTerms terms) {
        if (header.has("crit")) {
            return ForeignFlaw.CRITICAL_HEADER;
        }
        if (!terms.types().contains(type)) {
            return ForeignFlaw.UNACCEPTED_TYPE;
        }
        return isOfType(header.path("typ"), type, terms) ? null : ForeignFlaw.WRONG_TYPE;
    }

    private static boolean isOfType(JsonNode typ, SubjectTokenType type, TrustTerms terms) {
        if (typ.isMissingNode()) {
            return type != SubjectTokenType.ACCESS_TOKEN;
        }
        if (!typ.isTextual()) {
            return false;
        }
        // RFC 7515 §4.1.9: without a slash, it is one of application/.
        String name = typ.textValue().toLowerCase(Locale.ROOT).replaceFirst("^application/", "");
        return switch (type) {
            case ACCESS_TOKEN -> name.equals(ACCESS_TOKEN);
            case ID_TOKEN -> name.equals("jwt");
            case JWT ->
                PLAIN.contains(name)
                        || (name.equals(ACCESS_TOKEN) && terms.types().contains(SubjectTokenType.ACCESS_TOKEN));
        };
    }

    private @Nullable ForeignFlaw flawOfSignature(ForeignJws jws, TrustTerms terms) {
        JsonNode kid = jws.header().path("kid");
        Optional<SigningAlgorithm> algorithm = terms.algorithms().stream()
                .filter(accepted ->
                        accepted.joseName().equals(jws.header().path("alg").textValue()))
                .findFirst();
        if (algorithm.isEmpty()) {
            return ForeignFlaw.UNACCEPTED_ALGORITHM;
        }
        if (!kid.isMissingNode() && !kid.isTextual()) {
            return ForeignFlaw.MALFORMED;
        }
        KeyLookup lookup = keys.find(terms, kid.textValue(), algorithm.get());
        if (lookup instanceof KeyLookup.Found found) {
            return JwsSignatures.isSignedBy(found.key(), jws.signed(), jws.signature())
                    ? null
                    : ForeignFlaw.BAD_SIGNATURE;
        }
        return lookup instanceof KeyLookup.Unknown ? ForeignFlaw.UNKNOWN_KEY : ForeignFlaw.UNAVAILABLE;
    }
}
