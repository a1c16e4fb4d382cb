package matryoshka.cli.issuer;

/** What proves to the issuer who asks. Its text shows no secret. */
public sealed interface Credentials {

    /** A client that gets its tokens itself. */
    record Client(String id, String secret) implements Credentials {
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
