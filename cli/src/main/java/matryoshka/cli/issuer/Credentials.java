package matryoshka.cli.issuer;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Credentials for the issuer. The string form shows no secret. */
public sealed interface Credentials {

    /** A client that gets its own tokens. */
    record Client(String id, String secret) implements Credentials {
        /** Returns the header that authenticates the client (RFC 6749 §2.3.1); both parts are form-encoded first. */
        String authorization() {
            String pair = Form.encoded(id) + ":" + Form.encoded(secret);
            return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public String toString() {
            return "client " + id;
        }
    }

    /** An existing access token. */
    record Bearer(String token) implements Credentials {
        @Override
        public String toString() {
            return "bearer token";
        }
    }
}
