package matryoshka.service.platform.outbound;

/** What came of a request to somebody else. */
public sealed interface OutboundOutcome {

    /**
     * Somebody answered, whatever the status. A redirect is an answer like any other, and not followed. Its text does not show the body.
     *
     * @param body as text in UTF-8, whatever it says it is; nothing is inflated
     * @param isEncoded whether the body has a {@code Content-Encoding}, such as gzip: its text is of no use then
     */
    record Answer(int status, String body, boolean isEncoded) implements OutboundOutcome {
        @Override
        public String toString() {
            return "answer " + status;
        }
    }

    /** There is no answer. */
    record Failed(Reason reason) implements OutboundOutcome {}

    /** Why there is no answer. */
    enum Reason {
        /** The URL, or an address of its host, is one to which no request is made. */
        FORBIDDEN_ADDRESS,
        /** Not in time. */
        TOO_SLOW,
        /** The body is larger than was asked for. */
        TOO_LARGE,
        /** Unknown host, refused connection, bad certificate, or no HTTP. */
        UNREACHABLE,
        /** This instance has too many requests under way. */
        BUSY
    }
}
