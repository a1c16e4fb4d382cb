package matryoshka.resource.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import matryoshka.token.ChainId;
import matryoshka.token.ChainValues;
import matryoshka.token.EmbeddingForm;
import matryoshka.token.IdentityClaims;
import matryoshka.token.SignatureProvider;
import matryoshka.token.SigningKey;
import matryoshka.token.TemplateNode;
import matryoshka.token.TokenEncrypter;
import matryoshka.token.TokenSealer;
import matryoshka.token.TokenSigner;
import matryoshka.token.TreeTemplate;
import matryoshka.token.VerifiedToken;

/** Mints trees of tokens from descriptions. Thread-safe. */
public final class PlayedMint {
    private static final int TXN_BYTES = 12;
    private static final int BOMB_CHARS = 4 << 20;

    private final String issuer;
    private final SigningKey key;
    private final SecureRandom random;
    private final Clock clock;
    private final SignatureProvider provider;

    PlayedMint(String issuer, SigningKey key, SecureRandom random, Clock clock) {
        this.issuer = issuer;
        this.key = key;
        this.random = random;
        this.clock = clock;
        this.provider = SignatureProvider.jdk(random);
    }

    String begin(PlayedToken token) {
        return begin(token, token.holder());
    }

    String begin(PlayedToken token, String subject) {
        ChainValues values = new ChainValues(
                ChainId.of(clock.instant(), 1, bytes(ChainId.RANDOM_BYTES)),
                text(TXN_BYTES),
                subject,
                IdentityClaims.NONE,
                clock.instant(),
                null);
        return mint(token, values, List.of(), EmbeddingForm.PACKED);
    }

    /** Returns a token in the plain form of embedding. */
    public String plain(PlayedToken token) {
        ChainValues values = new ChainValues(
                text(TXN_BYTES), text(TXN_BYTES), token.holder(), IdentityClaims.NONE, clock.instant(), null);
        return mint(token, values, List.of(), EmbeddingForm.PLAIN);
    }

    /** Returns a token that continues the chain of another one, as exchange does. */
    String exchanged(PlayedToken token, VerifiedToken subject) {
        ChainValues values = new ChainValues(
                subject.jti() + ChainId.EXCHANGED + text(6),
                subject.txn(),
                subject.subject(),
                subject.identity(),
                clock.instant(),
                subject.expiresAt());
        List<String> actors = new ArrayList<>(subject.actors());
        actors.add(0, token.holder());
        return mint(token, values, actors, EmbeddingForm.PACKED);
    }

    /** Returns these claims, signed with the issuer's key. */
    public String sign(Map<String, Object> claims, String type) {
        byte[] payload = JSONObjectUtils.toJSONString(claims).getBytes(StandardCharsets.UTF_8);
        return new String(new TokenSigner(key, provider, type).sign(payload), StandardCharsets.US_ASCII);
    }

    /** Returns these claims, signed with the issuer's key, without a type, as many identity providers sign ID tokens. */
    public String signUntyped(Map<String, Object> claims) {
        try {
            JWSObject jws = new JWSObject(
                    new JWSHeader.Builder(JWSAlgorithm.parse(key.algorithm().joseName()))
                            .keyID(key.kid())
                            .build(),
                    new Payload(claims));
            jws.sign(new ECDSASigner((ECPrivateKey) key.privateKey()));
            return jws.serialize();
        } catch (JOSEException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Returns a token for an audience whose embedded tokens unpack to more than anybody may take. */
    public String bomb(String audience) {
        String claims = begun(audience);
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        deflater.setDictionary(claims.getBytes(StandardCharsets.UTF_8));
        deflater.setInput("a".repeat(BOMB_CHARS).getBytes(StandardCharsets.US_ASCII));
        deflater.finish();
        byte[] packed = new byte[BOMB_CHARS];
        byte[] used = Arrays.copyOf(packed, deflater.deflate(packed));
        deflater.end();
        String tokens = Base64.getUrlEncoder().withoutPadding().encodeToString(used);
        String payload = claims + "\"tokens\":\"" + tokens + "\"}";
        return new String(
                new TokenSigner(key, provider).sign(payload.getBytes(StandardCharsets.UTF_8)),
                StandardCharsets.US_ASCII);
    }

    /** Returns claims that end with a comma. */
    private String begun(String audience) {
        long now = clock.instant().getEpochSecond();
        return JSONObjectUtils.toJSONString(Map.ofEntries(
                                Map.entry("iss", issuer),
                                Map.entry("sub", "web-shop"),
                                Map.entry("client_id", "web-shop"),
                                Map.entry("aud", audience),
                                Map.entry("iat", now),
                                Map.entry("exp", now + 300),
                                Map.entry("jti", text(TXN_BYTES)),
                                Map.entry("txn", text(TXN_BYTES)),
                                Map.entry("graph", Map.of("version", 1L, "plan", "p"))))
                        .replaceAll("}$", "")
                + ',';
    }

    /** Returns the id of the key that it signs with. */
    public String kid() {
        return key.kid();
    }

    SigningKey key() {
        return key;
    }

    SignatureProvider provider() {
        return provider;
    }

    String issuer() {
        return issuer;
    }

    Clock clock() {
        return clock;
    }

    private String mint(PlayedToken token, ChainValues values, List<String> actors, EmbeddingForm form) {
        List<TemplateNode> nodes = new ArrayList<>();
        add(token, "", actors, nodes);
        TokenSealer sealer = new TokenSealer(new TokenSigner(key, provider), new TokenEncrypter(random));
        return new TreeTemplate(issuer, 1, nodes, form).mint(values, sealer).outerToken();
    }

    /** Adds a token after those it embeds, and returns its index. */
    private static int add(PlayedToken token, String place, List<String> outer, List<TemplateNode> nodes) {
        List<String> actors = place.isEmpty() && token.actors() == null ? outer : token.actors(place, outer);
        List<Integer> children = new ArrayList<>();
        for (int i = 0; i < token.embedded().size(); i++) {
            children.add(add(token.embedded().get(i), place + '.' + i, actors, nodes));
        }
        nodes.add(new TemplateNode(token.content(place, outer), children));
        return nodes.size() - 1;
    }

    private String text(int bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(bytes));
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
