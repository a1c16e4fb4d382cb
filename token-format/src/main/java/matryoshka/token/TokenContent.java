package matryoshka.token;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Everything about one token of a plan that is fixed before any request.
 *
 * @param place the suffix of its {@code jti} after the root's: empty for the outer token, {@code .0}, {@code .0.2} … for nested ones
 * @param planId the plan node's id, for {@code graph.plan}
 * @param presenter who will present it
 * @param granted what it permits
 * @param lifetime its own longest lifetime; whole seconds, at least one
 * @param status where to look up its status, or null
 * @param callee the audience that its presenter calls with it, one of those of {@code granted}: by which its holder finds it if it is
 *     packed and encrypted
 */
public record TokenContent(
        String place,
        String planId,
        Presenter presenter,
        Granted granted,
        Duration lifetime,
        @Nullable StatusReference status,
        String callee) {

    public TokenContent {
        if (lifetime.toSeconds() < 1) {
            throw new IllegalArgumentException("a token must live at least one second");
        }
        if (!granted.audiences().contains(callee)) {
            throw new IllegalArgumentException("the callee must be one of the token's audiences");
        }
    }

    /** Creates a token for its first audience. */
    public TokenContent(
            String place,
            String planId,
            Presenter presenter,
            Granted granted,
            Duration lifetime,
            @Nullable StatusReference status) {
        this(
                place,
                planId,
                presenter,
                granted,
                lifetime,
                status,
                granted.audiences().get(0));
    }

    /** Creates a token for its first audience, without a status to look up. */
    public TokenContent(String place, String planId, Presenter presenter, Granted granted, Duration lifetime) {
        this(place, planId, presenter, granted, lifetime, null);
    }

    /**
     * Returns the key it is bound to in a tree with these values: for the outer token, its client's key takes precedence over the graph's;
     * null for none.
     */
    @Nullable
    Cnf cnf(ChainValues values) {
        return place.isEmpty() && values.outerCnf() != null ? values.outerCnf() : presenter.cnf();
    }
}
