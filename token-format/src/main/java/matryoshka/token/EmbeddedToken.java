package matryoshka.token;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A token that another one embeds. It cannot be trusted until it is verified itself. The string form does not show it.
 *
 * @param audiences its audiences; for a packed and encrypted token, the one that its holder calls
 * @param holder who is to present it, or null: in the plain form, only a token with several audiences names the holders
 * @param token a compact JWS, or a JWE if confidential
 */
public record EmbeddedToken(
        List<String> audiences, @Nullable String holder, UnverifiedToken token) {
    public EmbeddedToken {
        audiences = List.copyOf(audiences);
    }
}
