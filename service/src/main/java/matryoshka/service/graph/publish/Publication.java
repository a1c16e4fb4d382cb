package matryoshka.service.graph.publish;

import java.util.List;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.Violation;
import matryoshka.graph.diff.GraphDiff;
import matryoshka.graph.power.AuthorityWidening;
import matryoshka.service.graph.versions.GraphVersion;
import org.jspecify.annotations.Nullable;

/** The outcome of an attempt to publish a graph. */
public sealed interface Publication {

    /**
     * The graph was published or, in a dry run, could be.
     *
     * @param before the graph that it replaced
     * @param version its version; in a dry run, or if nothing changed, the current one
     * @param graph the graph itself
     * @param diff what changed
     * @param given the authority that it gives away, all of it with consent
     * @param impact the impact on users of the graph; null if the graph was published but its impact could not be measured
     */
    record Done(
            GraphVersion before,
            long version,
            ServiceGraph graph,
            GraphDiff diff,
            List<AuthorityWidening> given,
            @Nullable Impact impact)
            implements Publication {
        public Done {
            given = List.copyOf(given);
        }

        Done with(@Nullable Impact measured) {
            return new Done(before, version, graph, diff, given, measured);
        }

        Done giving(List<AuthorityWidening> power) {
            return new Done(before, version, graph, diff, power, impact);
        }

        Done as(long published) {
            return new Done(before, published, graph, diff, given, impact);
        }
    }

    /** The current graph is not one that the publisher wanted to replace. */
    record Mismatch(long currentVersion) implements Publication {}

    /** The element to change does not exist. */
    record NothingThere() implements Publication {}

    /** The document is not a valid graph. */
    record Invalid(List<Violation> violations) implements Publication {
        public Invalid {
            violations = List.copyOf(violations);
        }
    }

    /**
     * The change gives away authority without the consent that this requires.
     *
     * @param withoutConsent what it gives away without consent
     * @param foreseen what publishing would come to with every consent; null unless this is a dry run
     */
    record Forbidden(
            List<AuthorityWidening> withoutConsent,
            @Nullable Done foreseen) implements Publication {
        public Forbidden {
            withoutConsent = List.copyOf(withoutConsent);
        }
    }
}
