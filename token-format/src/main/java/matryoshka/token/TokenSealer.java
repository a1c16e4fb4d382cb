package matryoshka.token;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;

/**
 * Turns a payload into a token: signs it, and encrypts it to the holder if it is confidential (RFC 7519 §11.2: sign, then encrypt).
 * Thread-safe.
 */
public final class TokenSealer {
    private final TokenSigner signer;
    private final TokenEncrypter encrypter;

    public TokenSealer(TokenSigner signer, TokenEncrypter encrypter) {
        this.signer = signer;
        this.encrypter = encrypter;
    }

    byte[] seal(byte[] payload, Presenter presenter) {
        byte[] signed = signer.sign(payload);
        Recipient recipient = presenter.encryptTo();
        return recipient == null ? signed : encrypter.encrypt(signed, recipient);
    }

    /**
     * Returns a placeholder for the token made from a payload: as long, or longer if it is encrypted and compressed, and deflating as well.
     */
    byte[] placeholder(byte[] payload, Presenter presenter, Placeholders random) {
        Recipient recipient = presenter.encryptTo();
        return recipient == null
                ? signer.placeholder(payload, random)
                : placeholder(signer.tokenBytes(payload.length), recipient, random);
    }

    /** Returns the length of the token made from a payload: exact, or an upper bound if it is encrypted. */
    long bytesAtMost(long payloadBytes, Presenter presenter) {
        long signed = signer.tokenBytes(payloadBytes);
        Recipient recipient = presenter.encryptTo();
        return recipient == null ? signed : recipient.encryptedBytesAtMost(signed);
    }

    /** Returns a placeholder for the longest compact JWE that a JWS can become (RFC 7516 §7.1): random except for its header. */
    private static byte[] placeholder(long jwsBytes, Recipient recipient, Placeholders random) {
        long[] parts = recipient.partsAtMost(jwsBytes);
        JsonBytes jwe = new JsonBytes();
        jwe.raw(Base64Url.encode(header(recipient, random).getBytes(StandardCharsets.UTF_8)));
        for (int i = 1; i < parts.length; i++) {
            jwe.raw(".").raw(random.bytes(Math.toIntExact(parts[i])));
        }
        return jwe.toByteArray();
    }

    /** Includes an ephemeral key where one is sent. */
    private static String header(Recipient recipient, Placeholders random) {
        String json = recipient.sentHeader().toString();
        JWK ephemeral = recipient.sentHeader().getEphemeralPublicKey();
        if (ephemeral instanceof ECKey key) {
            json = replaced(replaced(json, key.getX(), random), key.getY(), random);
        } else if (ephemeral instanceof OctetKeyPair key) {
            json = replaced(json, key.getX(), random);
        }
        return json;
    }

    private static String replaced(String json, Base64URL coordinate, Placeholders random) {
        return json.replace(
                coordinate.toString(), random.text(coordinate.toString().length()));
    }
}
