package matryoshka.service.planning.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Places in status lists that belong to the tokens of one tree, so that these tokens can be revoked there. All other tokens share the places
 * of their plan.
 */
public interface OwnIndexes {
    /** Gives no tree places of its own. */
    OwnIndexes NONE = new OwnIndexes() {
        @Override
        public Optional<StatusBlock> take(Tree tree) {
            return Optional.empty();
        }

        @Override
        public void rename(StatusBlock block, String jti) {}

        @Override
        public List<Entry> inList(int list, Duration expiredFor) {
            return List.of();
        }

        @Override
        public int purge(Instant expiredBefore) {
            return 0;
        }
    };

    /**
     * A tree of tokens.
     *
     * @param planId of its plan
     * @param clientId the client that began the chain
     * @param jti of the outer token
     * @param suffixes what each token appends to that, in the order of the plan's nodes
     * @param expiresAt when the outer token expires, and so all others have
     */
    record Tree(String planId, String clientId, String jti, List<String> suffixes, Instant expiresAt) {
        public Tree {
            suffixes = List.copyOf(suffixes);
        }
    }

    /** A tree with the index of its first place. */
    record Entry(Tree tree, int first) {}

    /** Takes places for a tree, durably; empty if its client has too many already, or no place is free. */
    Optional<StatusBlock> take(Tree tree);

    /** Notes that the tree got another {@code jti}. */
    void rename(StatusBlock block, String jti);

    /**
     * Returns the trees with places in a list.
     *
     * @param expiredFor omits trees that expired at least this long ago
     */
    List<Entry> inList(int list, Duration expiredFor);

    /**
     * Gives back the places of trees that expired before a time.
     *
     * @return how many trees
     */
    int purge(Instant expiredBefore);
}
