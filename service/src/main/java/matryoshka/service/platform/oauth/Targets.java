package matryoshka.service.platform.oauth;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import matryoshka.graph.Sorted;

/** The services that a token is requested for: {@code audience} (RFC 8693 §2.1) and {@code resource} (RFC 8707 §2), both repeatable. */
public final class Targets {
    /** The maximum number of values of both parameters in one request. */
    public static final int MAX_TARGETS = 16;

    /** In characters; no service has a longer name or audience. */
    public static final int MAX_LENGTH = 500;

    private Targets() {}

    /** Returns all targets; throws {@link OAuthErrorException} as {@link #of(List, List)} does. */
    public static SortedSet<String> of(FormParameters form) {
        return of(form.values("audience"), form.values("resource"));
    }

    /**
     * Returns all targets.
     *
     * @throws OAuthErrorException {@code invalid_target} for too many values, for one that is too long, and for a resource that is not an
     *     absolute URI
     */
    public static SortedSet<String> of(List<String> audiences, List<String> resources) {
        if (audiences.size() + resources.size() > MAX_TARGETS) {
            throw invalid("'audience' and 'resource' together have more than " + MAX_TARGETS + " values.");
        }
        refuseLong("audience", audiences);
        refuseLong("resource", resources);
        if (!resources.stream().allMatch(AbsoluteUri::is)) {
            throw invalid("A 'resource' must be an absolute URI without fragment.");
        }
        SortedSet<String> targets = new TreeSet<>(audiences);
        targets.addAll(resources);
        return Sorted.set(targets);
    }

    private static void refuseLong(String name, List<String> values) {
        if (values.stream().anyMatch(value -> value.length() > MAX_LENGTH)) {
            throw invalid("'" + name + "' has more than " + MAX_LENGTH + " characters.");
        }
    }

    private static OAuthErrorException invalid(String description) {
        return new OAuthErrorException(OAuthError.INVALID_TARGET, description);
    }
}
