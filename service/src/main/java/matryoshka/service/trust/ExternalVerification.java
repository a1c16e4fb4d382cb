package matryoshka.service.trust;

/** What came of verifying a token of somebody else: a {@link ExternalSubject}, or why not. */
public sealed interface ExternalVerification permits ExternalSubject, ExternalVerification.Refused {

    /** The token must not be believed. */
    record Refused(ExternalTokenError flaw) implements ExternalVerification {

        /** For the one who presented the token. */
        public String sentence() {
            return flaw.sentence();
        }

        /** Whether this says nothing of the token, and trying again later makes sense. */
        public boolean isUnavailable() {
            return flaw == ExternalTokenError.UNAVAILABLE;
        }
    }
}
