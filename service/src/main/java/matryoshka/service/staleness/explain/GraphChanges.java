package matryoshka.service.staleness.explain;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import matryoshka.service.graph.versions.PublishedVersion;

/** Which version of the graph changed what. */
public interface GraphChanges {

    /**
     * For each of these dependencies the version in which it took the form that it had in another one, or that it had last before
     * that. One that was not there until then is left out.
     */
    Map<String, PublishedVersion> forms(Set<String> dependencies, long version);

    /**
     * The versions that changed something on which a token depends, the latest first.
     *
     * @param after only versions later than this
     * @param upTo the last version that is looked at
     * @param most at most so many
     */
    List<GraphChange> concerning(Concern concern, long after, long upTo, int most);

    /**
     * What a token depends on.
     *
     * @param own services that it and the tokens nested in it are for: all dependencies from these count
     * @param path services that the chain came through, from its beginning to the token: dependencies among these count, and not
     *     those that lead to siblings of the token
     */
    record Concern(SortedSet<String> own, SortedSet<String> path) {}
}
