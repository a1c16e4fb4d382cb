package matryoshka.token;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the user authenticated (RFC 9068 §2.2.1), copied unchanged down the tree.
 *
 * @param authTime seconds since the epoch, or null when unknown
 * @param acr the authentication context class, or null when unknown
 * @param amr the methods; empty when unknown
 */
public record IdentityClaims(
        @Nullable Long authTime, @Nullable String acr, List<String> amr) {

    public static final IdentityClaims NONE = new IdentityClaims(null, null, List.of());

    public IdentityClaims {
        amr = List.copyOf(amr);
    }
}
