package matryoshka.service.staleness.explain;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import matryoshka.service.graph.versions.PublishedVersion;

/** Finds which graph version changed what. */
public interface GraphChanges {

    /**
     * Returns, for each of these dependencies, the version in which it took the form that it has in the given version or, if it is not in
     * that version, the form that it last had before. Omits dependencies that did not exist until then.
     */
    Map<String, PublishedVersion> forms(Set<String> dependencies, long version);

    /**
     * Returns the versions that changed something on which a token depends, latest first.
     *
     * @param after only versions later than this
     * @param upTo the last version to look at
     * @param most the maximum number of results
     */
    List<GraphChange> concerning(Concern concern, long after, long upTo, int most);

    /**
     * What a token depends on.
     *
     * @param own the services that it and its nested tokens are for: all dependencies from these count
     * @param path the services that the chain passed on its way to the token: dependencies between these count, but not dependencies that
     *     lead to siblings of the token
     */
    record Concern(SortedSet<String> own, SortedSet<String> path) {}
}
