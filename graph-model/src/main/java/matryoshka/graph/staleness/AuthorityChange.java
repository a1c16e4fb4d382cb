package matryoshka.graph.staleness;

import java.util.SortedMap;
import java.util.SortedSet;

/**
 * How the authority of the same request differs from one graph to a later one. A service whose audience changed is in both: the old
 * token is good for what nobody is any more, and not for what the service is now.
 *
 * @param missing scopes by service that a token of before lacks
 * @param excess scopes by service that a token of before has and one of after has not
 */
public record AuthorityChange(
        SortedMap<String, SortedSet<String>> missing, SortedMap<String, SortedSet<String>> excess) {

    /** Where there is no plan any more, or was none yet, hand in {@link Authority#NONE}. */
    public static AuthorityChange between(Authority before, Authority after) {
        return new AuthorityChange(after.without(before), before.without(after));
    }

    public boolean isEmpty() {
        return missing.isEmpty() && excess.isEmpty();
    }
}
