package matryoshka.service.issuance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.StringTokenizer;
import java.util.TreeSet;
import java.util.regex.Pattern;
import matryoshka.graph.Names;
import matryoshka.service.oauth.FormParameters;
import matryoshka.service.oauth.OAuthError;
import matryoshka.service.oauth.OAuthErrorException;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks the token endpoint for, besides the grant.
 *
 * @param scopes the scopes (RFC 6749 §3.3), or null for all that it has registered
 * @param targets {@code audience} (RFC 8693 §2.1) and {@code resource} (RFC 8707 §2) values
 * @param minGraphVersion the graph version that must be known here before a token is made; 0 for any
 */
public record TokenRequest(@Nullable SortedSet<String> scopes, List<String> targets, long minGraphVersion) {
    private static final Pattern VERSION = Pattern.compile("[0-9]{1,18}");

    /** Reads the parameters; throws {@link OAuthErrorException} for what is malformed. */
    public static TokenRequest parse(FormParameters form) {
        List<String> targets = new ArrayList<>(form.values("audience"));
        targets.addAll(form.values("resource"));
        return new TokenRequest(
                form.value("scope").map(TokenRequest::scopes).orElse(null),
                List.copyOf(targets),
                version(form.value("min_graph_version")));
    }

    private static SortedSet<String> scopes(String text) {
        SortedSet<String> scopes = new TreeSet<>();
        StringTokenizer words = new StringTokenizer(text, " ");
        while (words.hasMoreTokens()) {
            String scope = words.nextToken();
            if (!Names.isScope(scope)) {
                throw new OAuthErrorException(
                        OAuthError.INVALID_SCOPE, "'scope' has a character that no scope has, or one is too long.");
            }
            scopes.add(scope);
        }
        return scopes;
    }

    private static long version(Optional<String> text) {
        if (text.isEmpty()) {
            return 0;
        }
        if (!VERSION.matcher(text.get()).matches()) {
            throw OAuthErrorException.invalidRequest("'min_graph_version' is a whole number.");
        }
        return Long.parseLong(text.get());
    }
}
