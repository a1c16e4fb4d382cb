package matryoshka.cli;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import matryoshka.token.ChainValues;
import matryoshka.token.EmbeddedTokens;
import matryoshka.token.EmbeddingForm;
import matryoshka.token.Granted;
import matryoshka.token.IdentityClaims;
import matryoshka.token.Presenter;
import matryoshka.token.Recipient;
import matryoshka.token.SignatureProvider;
import matryoshka.token.SigningAlgorithm;
import matryoshka.token.SigningKey;
import matryoshka.token.TemplateNode;
import matryoshka.token.TokenContent;
import matryoshka.token.TokenEncrypter;
import matryoshka.token.TokenSealer;
import matryoshka.token.TokenSigner;
import matryoshka.token.TreeTemplate;
import matryoshka.token.Unpacking;
import matryoshka.token.UnverifiedToken;
import org.jspecify.annotations.Nullable;

/** Real tokens of a small shop: web-shop calls orders, orders calls payments, payments calls ledger. */
final class Tokens {
    static final String ISSUER = "https://tokens.shop.example";
    static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final SigningKey KEY = SigningKey.generate(SigningAlgorithm.ES256, RANDOM);
    private static final SigningKey FOREIGN_KEY = SigningKey.generate(SigningAlgorithm.ES256, RANDOM);

    private Tokens() {}

    static Clock at(Instant instant) {
        return Clock.fixed(instant, ZoneOffset.UTC);
    }

    /** The public keys of those who mint {@link #shop}. */
    static String jwks() {
        return new JWKSet(KEY.publicJwk()).toString();
    }

    static String shop() {
        return mint(KEY, ISSUER, "https://orders", null);
    }

    /** The same, in plain form. */
    static String plain() {
        return mint(KEY, ISSUER, "https://orders", null, EmbeddingForm.PLAIN);
    }

    /** The first token that is nested in another. */
    static String nestedIn(String token) {
        Unpacking unpacking = EmbeddedTokens.read(new UnverifiedToken(token));
        return ((Unpacking.Unpacked) unpacking).tokens().get(0).token().compact();
    }

    /** One that orders and stock share, in which each of them holds a token for payments. */
    static String shared() {
        TokenContent byOrders =
                content(".0", holder("orders", null, "orders"), "https://payments", "payments:charge", 60);
        TokenContent byStock = content(".1", holder("stock", null, "stock"), "https://payments", "payments:refund", 60);
        TokenContent outer = new TokenContent(
                "",
                "plan",
                Presenter.bearer("web-shop"),
                new Granted(
                        List.of("https://orders", "https://stock"),
                        new TreeSet<>(Set.of("orders:place")),
                        new TreeMap<>(),
                        List.of()),
                Duration.ofMinutes(5));
        return minted(
                KEY,
                new TreeTemplate(
                        ISSUER,
                        17,
                        List.of(
                                new TemplateNode(byOrders, List.of()),
                                new TemplateNode(byStock, List.of()),
                                new TemplateNode(outer, List.of(0, 1))),
                        EmbeddingForm.PACKED));
    }

    static String of(String issuer) {
        return mint(KEY, issuer, "https://orders", null);
    }

    static String forAudience(String audience) {
        return mint(KEY, ISSUER, audience, null);
    }

    /** One whose token for payments only orders can read. */
    static String confidential() {
        return mint(KEY, ISSUER, "https://orders", recipient());
    }

    static String foreign() {
        return mint(FOREIGN_KEY, ISSUER, "https://orders", null);
    }

    private static String mint(SigningKey key, String issuer, String audience, @Nullable Recipient ordersKey) {
        return mint(key, issuer, audience, ordersKey, EmbeddingForm.PACKED);
    }

    private static String mint(
            SigningKey key, String issuer, String audience, @Nullable Recipient ordersKey, EmbeddingForm form) {
        TokenContent ledger =
                content(".0.0", holder("payments", null, "payments", "orders"), "https://ledger", "ledger:write", 600);
        TokenContent payments =
                content(".0", holder("orders", ordersKey, "orders"), "https://payments", "payments:charge", 60);
        TokenContent orders = content("", Presenter.bearer("web-shop"), audience, "orders:place", 300);
        List<TemplateNode> tree = List.of(
                new TemplateNode(ledger, List.of()),
                new TemplateNode(payments, List.of(0)),
                new TemplateNode(orders, List.of(1)));
        return minted(key, new TreeTemplate(issuer, 17, tree, form));
    }

    private static String minted(SigningKey key, TreeTemplate template) {
        ChainValues chain = new ChainValues("R00T", "T1", "web-shop", IdentityClaims.NONE, NOW, null);
        TokenSigner signer = new TokenSigner(key, SignatureProvider.jdk(RANDOM));
        return template.mint(chain, new TokenSealer(signer, new TokenEncrypter(RANDOM)))
                .outerToken();
    }

    private static TokenContent content(String place, Presenter presenter, String audience, String scope, int seconds) {
        Granted granted = Granted.of(audience, List.of(scope));
        return new TokenContent(place, "plan" + place, presenter, granted, Duration.ofSeconds(seconds));
    }

    private static Presenter holder(String name, @Nullable Recipient encryptTo, String... actors) {
        return new Presenter(name, List.of(actors), null, encryptTo);
    }

    private static Recipient recipient() {
        try {
            ECKey key = new ECKeyGenerator(Curve.P_256).keyID("orders-1").generate();
            return Recipient.parse(Map.of(
                    "kty",
                    "EC",
                    "crv",
                    "P-256",
                    "kid",
                    "orders-1",
                    "x",
                    key.getX().toString(),
                    "y",
                    key.getY().toString()));
        } catch (JOSEException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
