package matryoshka.service.oauth;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import matryoshka.graph.Sorted;

/** Whom a token is asked for: {@code audience} (RFC 8693 §2.1) and {@code resource} (RFC 8707 §2), each as often as one likes. */
public final class Targets {
    private Targets() {}

    /** All of them; throws {@link OAuthErrorException} for a resource that is no absolute URI. */
    public static SortedSet<String> of(FormParameters form) {
        List<String> resources = form.values("resource");
        if (!resources.stream().allMatch(AbsoluteUri::is)) {
            throw new OAuthErrorException(
                    OAuthError.INVALID_TARGET, "A 'resource' is an absolute URI without fragment.");
        }
        SortedSet<String> targets = new TreeSet<>(form.values("audience"));
        targets.addAll(resources);
        return Sorted.set(targets);
    }
}
