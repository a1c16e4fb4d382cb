package matryoshka.service.trust;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The result of verifying a token of another issuer: a {@link ExternalSubject}, or why the token is refused. */
public sealed interface ExternalVerification permits ExternalSubject, ExternalVerification.Refused {

    /**
     * The token is refused.
     *
     * @param retryAfter if the reason is not in the token itself; else null
     */
    record Refused(ExternalTokenError flaw, @Nullable Duration retryAfter) implements ExternalVerification {
        Refused(ExternalTokenError flaw) {
            this(flaw, null);
        }

        /** Returns a sentence for whoever presented the token. */
        public String sentence() {
            return flaw.sentence();
        }

        /** Returns whether this says nothing about the token, and a later retry makes sense. */
        public boolean isUnavailable() {
            return flaw == ExternalTokenError.UNAVAILABLE;
        }
    }
}
