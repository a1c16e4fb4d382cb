package matryoshka.service.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** Keys of another party and what it signs, with jose4j, which the issuer does not use. */
public final class PlayedKeys {
    private static final ObjectMapper JSON = new ObjectMapper();

    private PlayedKeys() {}

    /** A key for an algorithm of JOSE. */
    public static PublicJsonWebKey make(String algorithm, String kid) throws JoseException {
        PublicJsonWebKey made = switch (algorithm) {
            case "ES256" -> EcJwkGenerator.generateJwk(EllipticCurves.P256);
            case "ES384" -> EcJwkGenerator.generateJwk(EllipticCurves.P384);
            case "EdDSA" -> OkpJwkGenerator.generateJwk(OctetKeyPairJsonWebKey.SUBTYPE_ED25519);
            default -> RsaKeys.next();
        };
        made.setKeyId(kid);
        made.setAlgorithm(algorithm);
        return made;
    }

    /** A token of these claims. {@code alg} and {@code kid} are those of the key unless the header says otherwise; null leaves one out. */
    public static String sign(PublicJsonWebKey key, Map<String, Object> header, Map<String, Object> claims) {
        JsonWebSignature jws = new JsonWebSignature();
        jws.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        jws.setKey(key.getPrivateKey());
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("alg", key.getAlgorithm());
        all.put("kid", key.getKeyId());
        all.putAll(header);
        all.forEach((name, value) -> {
            if (value != null) {
                jws.setHeader(name, value);
            }
        });
        try {
            jws.setPayload(JSON.writeValueAsString(claims));
            return jws.getCompactSerialization();
        } catch (JoseException | JsonProcessingException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
