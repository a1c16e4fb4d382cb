package matryoshka.service.staleness.events;

import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import matryoshka.graph.Sorted;
import matryoshka.graph.staleness.MintedPlan;
import matryoshka.graph.staleness.Staleness;

/**
 * The staleness of a plan node's tokens.
 *
 * @param plan the node's id, as in the tokens' {@code graph} claim
 * @param audiences by service, the audiences of the tokens when they were minted
 * @param missing whether the tokens lack authority
 * @param excess whether the tokens have withdrawn authority
 * @param changed whether the tokens have the same authority but different content
 */
public record NodeChange(
        String plan, SortedMap<String, String> audiences, boolean missing, boolean excess, boolean changed) {
    public NodeChange {
        audiences = Sorted.map(audiences);
    }

    static NodeChange of(MintedPlan.Node node, Staleness standing) {
        SortedMap<String, String> audiences = new TreeMap<>();
        node.level().services().forEach((service, at) -> audiences.put(service, at.audience()));
        return new NodeChange(
                node.id(),
                audiences,
                !standing.missing().isEmpty(),
                !standing.excess().isEmpty(),
                !standing.changed().isEmpty());
    }

    SortedSet<String> audienceNames() {
        return new TreeSet<>(audiences.values());
    }

    boolean isFor(String service) {
        return audiences.containsKey(service);
    }
}
