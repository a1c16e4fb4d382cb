package matryoshka.service.graph.publish;

import java.util.List;
import java.util.SortedMap;
import matryoshka.graph.power.AuthorityWidening;
import matryoshka.graph.power.GraphName;
import matryoshka.graph.power.NameChanges;

/**
 * The result of an edit by itself, before it is decided whether the publisher is permitted.
 *
 * @param publication {@link Publication.Done} if only that question is left
 * @param given the authority that the edit gives away, as far as the two graphs show
 * @param taken the names that it begins to use, each with its service
 */
record Assessment(Publication publication, List<AuthorityWidening> given, SortedMap<GraphName, String> taken) {

    Assessment {
        given = List.copyOf(given);
    }

    static Assessment refused(Publication publication) {
        return new Assessment(publication, List.of(), NameChanges.NONE.taken());
    }
}
