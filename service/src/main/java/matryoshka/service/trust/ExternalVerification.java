package matryoshka.service.trust;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of verifying a token of somebody else: a {@link ExternalSubject}, or why not. */
public sealed interface ExternalVerification permits ExternalSubject, ExternalVerification.Refused {

    /**
     * The token must not be believed.
     *
     * @param retryAfter for a flaw that is not the token's own; else null
     */
    record Refused(ExternalTokenError flaw, @Nullable Duration retryAfter) implements ExternalVerification {
        Refused(ExternalTokenError flaw) {
            this(flaw, null);
        }

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
