package matryoshka.token;

import com.nimbusds.jose.jwk.ECKey;
import java.nio.charset.StandardCharsets;

/** A placeholder for the longest compact JWE that a JWS can become (RFC 7516 §7.1): random except for its header. */
final class PlaceholderJwe {
    private PlaceholderJwe() {}

    static byte[] of(long jwsBytes, Recipient recipient, Placeholders random) {
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
        if (recipient.sentHeader().getEphemeralPublicKey() instanceof ECKey key) {
            String x = key.getX().toString();
            String y = key.getY().toString();
            json = json.replace(x, random.text(x.length())).replace(y, random.text(y.length()));
        }
        return json;
    }
}
