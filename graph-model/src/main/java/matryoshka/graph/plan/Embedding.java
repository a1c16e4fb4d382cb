package matryoshka.graph.plan;

import java.time.Duration;
import java.util.SortedSet;
import matryoshka.graph.ClaimRules;
import org.jspecify.annotations.Nullable;

/**
 * All matching embed edges from one caller to one callee, taken together: one nested token.
 *
 * @param holder the caller, which will present the token
 * @param callee the service that the token is for
 * @param scopes union of what the edges grant
 * @param lifetime the least of the edges' caps, or null
 * @param confidential whether any of the edges asks for encryption to the holder
 * @param claims what any of the edges lets pass or sets; of two constants for one claim, the one of the edge that is first by name
 */
public record Embedding(
        String holder,
        String callee,
        SortedSet<String> scopes,
        @Nullable Duration lifetime,
        boolean confidential,
        ClaimRules claims) {}
