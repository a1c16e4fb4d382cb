package matryoshka.token;

import com.nimbusds.jwt.SignedJWT;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The shop of the examples: web-shop calls orders, orders calls payments and stock, payments calls ledger. */
final class Fixtures {
    static final String ISSUER = "https://tokens.shop.example";
    static final Instant NOW = Instant.parse("2026-11-22T10:00:00.250Z");
    static final SecureRandom RANDOM = new SecureRandom();
    static final SignatureProvider PROVIDER = SignatureProvider.fastest(RANDOM);
    static final ChainValues VALUES = new ChainValues("R00T", "T1", "web-shop", IdentityClaims.NONE, NOW, null);

    private static final Map<SigningAlgorithm, SigningKey> KEYS = new EnumMap<>(SigningAlgorithm.class);

    static {
        SigningKey rsa = SigningKey.generate(SigningAlgorithm.RS256, RANDOM);
        KEYS.put(SigningAlgorithm.ES256, SigningKey.generate(SigningAlgorithm.ES256, RANDOM));
        KEYS.put(SigningAlgorithm.EdDSA, SigningKey.generate(SigningAlgorithm.EdDSA, RANDOM));
        KEYS.put(SigningAlgorithm.RS256, rsa);
        KEYS.put(
                SigningAlgorithm.PS256,
                SigningKey.restore(SigningAlgorithm.PS256, rsa.encodedPrivate(), rsa.encodedPublic()));
    }

    private Fixtures() {}

    static SigningKey key(SigningAlgorithm algorithm) {
        return Optional.ofNullable(KEYS.get(algorithm)).orElseThrow();
    }

    static TokenSigner signer(SigningAlgorithm algorithm) {
        return new TokenSigner(key(algorithm), PROVIDER);
    }

    static TokenSealer sealer(SigningAlgorithm algorithm) {
        return new TokenSealer(signer(algorithm), new TokenEncrypter(RANDOM));
    }

    static TokenVerifier verifier(SigningAlgorithm algorithm) {
        return verifier(algorithm, Duration.ZERO, NOW);
    }

    static TokenVerifier verifier(SigningAlgorithm algorithm, Duration skew, Instant now) {
        SigningKey key = key(algorithm);
        return new TokenVerifier(
                new Expectations(ISSUER, skew, 20_000),
                kid -> kid.equals(key.kid()) ? Optional.of(VerificationKey.of(key)) : Optional.empty(),
                PROVIDER,
                Clock.fixed(now, ZoneOffset.UTC));
    }

    static Granted granted(String service, String... scopes) {
        return Granted.of("https://" + service, List.of(scopes));
    }

    static TokenContent content(String place, Presenter presenter, Granted granted, int seconds) {
        return new TokenContent(place, "plan" + place, presenter, granted, Duration.ofSeconds(seconds));
    }

    static Presenter holder(String name, @Nullable Recipient encryptTo, String... actors) {
        return new Presenter(name, List.of(actors), null, encryptTo);
    }

    /** Four tokens: ledger in payments, payments and stock in orders. */
    static TreeTemplate shop() {
        return shop(null);
    }

    static TreeTemplate shop(@Nullable Recipient ordersKey) {
        return shop(ordersKey, EmbeddingForm.PLAIN);
    }

    static TreeTemplate shop(@Nullable Recipient ordersKey, EmbeddingForm form) {
        TokenContent ledger =
                content(".0.0", holder("payments", null, "payments", "orders"), granted("ledger", "ledger:write"), 600);
        TokenContent payments = content(
                ".0",
                holder("orders", ordersKey, "orders"),
                granted("payments", "payments:refund", "payments:charge"),
                60);
        TokenContent stock = content(".1", holder("orders", null, "orders"), granted("stock", "stock:reserve"), 300);
        TokenContent orders = content("", Presenter.bearer("web-shop"), granted("orders", "orders:place"), 300);
        return new TreeTemplate(
                ISSUER,
                17,
                List.of(
                        new TemplateNode(ledger, List.of()),
                        new TemplateNode(payments, List.of(0)),
                        new TemplateNode(stock, List.of()),
                        new TemplateNode(orders, List.of(1, 2))),
                form);
    }

    static VerifiedToken verified(SigningAlgorithm algorithm, String token) {
        Verification verification = verifier(algorithm).verify(new UnverifiedToken(token));
        if (verification instanceof VerifiedToken verified) {
            return verified;
        }
        throw new AssertionError(verification.toString());
    }

    /** The tokens that one embeds. */
    static List<EmbeddedToken> embedded(VerifiedToken token) {
        return unpacked(token.embedded());
    }

    static List<EmbeddedToken> unpacked(Unpacking unpacking) {
        if (unpacking instanceof Unpacking.Unpacked unpacked) {
            return unpacked.tokens();
        }
        throw new AssertionError(unpacking.toString());
    }

    /** The claims as they are written. */
    static String claims(String token) {
        try {
            return SignedJWT.parse(token).getPayload().toString();
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    static Granted shared(List<String> audiences, List<String> scopes, Map<String, Object> claims) {
        return new Granted(audiences, new TreeSet<>(scopes), new TreeMap<>(claims), List.of());
    }
}
