package matryoshka.service.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** A client's key, and what it signs, with a library that the issuer does not use. */
public final class ClientKey {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String algorithm;
    private final PublicJsonWebKey jwk;

    private ClientKey(String algorithm, PublicJsonWebKey jwk) {
        this.algorithm = algorithm;
        this.jwk = jwk;
    }

    public static ClientKey es256() {
        return of("ES256");
    }

    /** A key for one algorithm, named as in a header. */
    public static ClientKey of(String algorithm) {
        try {
            PublicJsonWebKey jwk = switch (algorithm) {
                case "ES256" -> EcJwkGenerator.generateJwk(EllipticCurves.P256);
                case "ES384" -> EcJwkGenerator.generateJwk(EllipticCurves.P384);
                case "ES512" -> EcJwkGenerator.generateJwk(EllipticCurves.P521);
                case "EdDSA", "Ed25519" -> OkpJwkGenerator.generateJwk("Ed25519");
                default -> RsaKeys.next();
            };
            jwk.setKeyId("k");
            return new ClientKey(algorithm, jwk);
        } catch (JoseException failed) {
            throw new AssertionError(failed);
        }
    }

    /** The public part. */
    public ObjectNode publicJwk() {
        return read(jwk.toJson(OutputControlLevel.PUBLIC_ONLY));
    }

    /** The whole key, as Nimbus reads it. */
    public String privateJwk() {
        return jwk.toJson(OutputControlLevel.INCLUDE_PRIVATE);
    }

    /** A registration with this key. */
    public ObjectNode registration(String clientId, String scope) {
        ObjectNode metadata = JSON.createObjectNode().put("client_id", clientId).put("scope", scope);
        metadata.put("token_endpoint_auth_method", "private_key_jwt");
        metadata.putObject("jwks").putArray("keys").add(publicJwk());
        return metadata;
    }

    /** Returns the header of a valid assertion. */
    public Map<String, Object> header() {
        return new LinkedHashMap<>(Map.of("alg", algorithm, "kid", "k"));
    }

    /** Returns the claims of a valid assertion for a minute, with a new {@code jti} each time. */
    public static Map<String, Object> claims(String clientId) {
        long now = Instant.now().getEpochSecond();
        return new LinkedHashMap<>(Map.of(
                "iss",
                clientId,
                "sub",
                clientId,
                "aud",
                RunningIssuer.URL,
                "iat",
                now,
                "exp",
                now + 60,
                "jti",
                UUID.randomUUID().toString()));
    }

    /** Returns a valid assertion. */
    public String assertion(String clientId) {
        return signed(header(), claims(clientId));
    }

    /** A JWS in the compact form; a claim or header of value null is left out. */
    public String signed(Map<String, Object> header, Map<String, Object> claims) {
        try {
            if ("Ed25519".equals(header.get("alg"))) {
                return signedByTheJdk(header, claims);
            }
            JsonWebSignature jws = new JsonWebSignature();
            header.forEach(jws::setHeader);
            jws.setPayload(JSON.writeValueAsString(claims));
            jws.setKey(jwk.getPrivateKey());
            return jws.getCompactSerialization();
        } catch (JoseException | IOException | GeneralSecurityException failed) {
            throw new AssertionError(failed);
        }
    }

    /** RFC 9864 is too new for the library. */
    private String signedByTheJdk(Map<String, Object> header, Map<String, Object> claims)
            throws IOException, GeneralSecurityException {
        return signedByTheJdk("Ed25519", JSON.writeValueAsString(header), JSON.writeValueAsString(claims));
    }

    /** A JWS by ES256 of just these texts, be they JSON or not, whatever the header says. */
    public String signedTexts(String header, String claims) {
        try {
            return signedByTheJdk("SHA256withECDSAinP1363Format", header, claims);
        } catch (GeneralSecurityException failed) {
            throw new AssertionError(failed);
        }
    }

    private String signedByTheJdk(String algorithmOfTheJdk, String header, String claims)
            throws GeneralSecurityException {
        String input = joined(header, claims);
        Signature signature = Signature.getInstance(algorithmOfTheJdk);
        signature.initSign(jwk.getPrivateKey());
        signature.update(input.getBytes(StandardCharsets.US_ASCII));
        return input + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    }

    /** A DPoP proof for the token endpoint, with its key in the header. */
    public String proof(Map<String, Object> claims) {
        Map<String, Object> header = header();
        header.remove("kid");
        header.put("typ", "dpop+jwt");
        header.put("jwk", publicMembers());
        return signed(header, claims);
    }

    /** Returns the members of the key for a header, without {@code kid}. */
    public Map<String, Object> publicMembers() {
        Map<String, Object> members = jwk.toParams(OutputControlLevel.PUBLIC_ONLY);
        members.remove("kid");
        return members;
    }

    /** The claims of a good proof, but for a nonce. */
    public static Map<String, Object> proofClaims() {
        return new LinkedHashMap<>(Map.of(
                "htm",
                "POST",
                "htu",
                RunningIssuer.URL + "/oauth2/token",
                "iat",
                Instant.now().getEpochSecond(),
                "jti",
                UUID.randomUUID().toString()));
    }

    /** The RFC 7638 thumbprint, as a token's {@code cnf} has it. */
    public String thumbprint() {
        return jwk.calculateBase64urlEncodedThumbprint("SHA-256");
    }

    /** Parts of a JWS or JWE, encoded and joined. */
    public static String joined(String... parts) {
        StringBuilder joined = new StringBuilder();
        for (String part : parts) {
            joined.append(joined.length() == 0 ? "" : ".")
                    .append(Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(part.getBytes(StandardCharsets.UTF_8)));
        }
        return joined.toString();
    }

    private static ObjectNode read(String json) {
        try {
            JsonNode node = JSON.readTree(json);
            return (ObjectNode) node;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
