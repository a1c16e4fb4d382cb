package matryoshka.token;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A token that another one embeds. Nobody vouches for it until it is verified itself. Its text does not show it.
 *
 * @param audiences whom it is for; of a packed and encrypted one, the one that its holder calls
 * @param holder who is to present it, or null: where the form is plain, only a token of several audiences names the holders
 * @param token a compact JWS, or a JWE when confidential
 */
public record EmbeddedToken(
        List<String> audiences, @Nullable String holder, UnverifiedToken token) {
    public EmbeddedToken {
        audiences = List.copyOf(audiences);
    }
}
