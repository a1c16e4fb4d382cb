package matryoshka.cli.issuer;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What proves to the issuer who asks. Its text shows no secret. */
public sealed interface Credentials {

    /** A client that gets its tokens itself. */
    record Client(String id, String secret) implements Credentials {
        /** What proves it in a request (RFC 6749 §2.3.1); each part is form-encoded first. */
        String authorization() {
            String pair = Form.encoded(id) + ":" + Form.encoded(secret);
            return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public String toString() {
            return "client " + id;
        }
    }

    /** An access token that somebody else got. */
    record Bearer(String token) implements Credentials {
        @Override
        public String toString() {
            return "bearer token";
        }
    }
}
