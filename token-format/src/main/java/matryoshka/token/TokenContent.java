package matryoshka.token;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * All that is fixed about one token of a plan, before anybody asks for it.
 *
 * @param place the suffix of its {@code jti} after the root's: empty for the outer token, {@code .0}, {@code .0.2} … for those below
 * @param planId the plan node's id, for {@code graph.plan}
 * @param presenter who will present it
 * @param granted what it allows
 * @param lifetime its own longest life; whole seconds, at least one
 * @param status where its status is to be looked up, or null
 * @param callee the audience that its presenter calls with it, one of those of {@code granted}: how its holder finds it where it is packed
 *     and encrypted
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
            throw new IllegalArgumentException("a token lives at least a second");
        }
        if (!granted.audiences().contains(callee)) {
            throw new IllegalArgumentException("a token is called with at one of its audiences");
        }
    }

    /** One for its first audience. */
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

    /** One for its first audience, without a status to look up. */
    public TokenContent(String place, String planId, Presenter presenter, Granted granted, Duration lifetime) {
        this(place, planId, presenter, granted, lifetime, null);
    }

    /** What it is bound to in a tree of these values: the outer token rather to its client's key than to what the graph says, or null. */
    @Nullable
    Cnf cnf(ChainValues values) {
        return place.isEmpty() && values.outerCnf() != null ? values.outerCnf() : presenter.cnf();
    }
}
