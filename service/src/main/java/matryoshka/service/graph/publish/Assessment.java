package matryoshka.service.graph.publish;

import java.util.List;
import java.util.SortedMap;
import matryoshka.graph.power.AuthorityWidening;
import matryoshka.graph.power.GraphName;
import matryoshka.graph.power.NameChanges;

/**
 * What an edit comes to by itself, before it is asked whether the publisher may.
 *
 * @param publication {@link Publication.Done} if that is the only question left
 * @param given the power that the edit gives away, as far as the two graphs tell
 * @param taken the names that it takes into use, each with its service
 */
record Assessment(Publication publication, List<AuthorityWidening> given, SortedMap<GraphName, String> taken) {

    Assessment {
        given = List.copyOf(given);
    }

    static Assessment refused(Publication publication) {
        return new Assessment(publication, List.of(), NameChanges.NONE.taken());
    }
}
