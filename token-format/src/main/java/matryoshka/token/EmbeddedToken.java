package matryoshka.token;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is embedded: an entry of {@link ClaimNames#TOKENS}. The token in it is vouched for by nobody until it is verified itself; its text does not show it.
 *
 * @param audiences whom it is for
 * @param holder who is to present it, where the embedding token has several audiences; else null
 * @param token a compact JWS, or a JWE when confidential
 */
public record EmbeddedToken(
        List<String> audiences, @Nullable String holder, UnverifiedToken token) {
    public EmbeddedToken {
        audiences = List.copyOf(audiences);
    }
}
