package matryoshka.service.trust;

/** What came of verifying a token of somebody else: a {@link ForeignSubject}, or why not. */
public sealed interface ForeignVerification permits ForeignSubject, ForeignVerification.Refused {

    /** The token must not be believed. */
    record Refused(ForeignFlaw flaw) implements ForeignVerification {

        /** For the one who presented the token. */
        public String sentence() {
            return flaw.sentence();
        }

        /** Whether this says nothing of the token, and trying again later makes sense. */
        public boolean isUnavailable() {
            return flaw == ForeignFlaw.UNAVAILABLE;
        }
    }
}
