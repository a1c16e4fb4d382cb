package matryoshka.service.platform.outbound;

/** The outcome of an outbound request. */
public sealed interface OutboundOutcome {

    /**
     * A response, whatever its status. A redirect is a response like any other, and not followed. The string form does not show the body.
     *
     * @param body as UTF-8 text, whatever charset it declares; not decompressed
     * @param isEncoded whether the body has a {@code Content-Encoding}, such as gzip, which makes its text useless
     */
    record Answer(int status, String body, boolean isEncoded) implements OutboundOutcome {
        @Override
        public String toString() {
            return "answer " + status;
        }
    }

    /** There is no response. */
    record Failed(Reason reason) implements OutboundOutcome {}

    /** Why there is no response. */
    enum Reason {
        /** The URL, or an address of its host, is forbidden. */
        FORBIDDEN_ADDRESS,
        /** No response in time. */
        TOO_SLOW,
        /** The body is larger than allowed. */
        TOO_LARGE,
        /** Unknown host, refused connection, bad certificate, or not HTTP. */
        UNREACHABLE,
        /** This instance already has too many outbound requests. */
        BUSY
    }
}
