package matryoshka.service.graph.publish;

import java.util.List;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.Violation;
import matryoshka.graph.diff.GraphDiff;
import matryoshka.graph.power.AuthorityWidening;
import matryoshka.service.graph.versions.VersionedDocument;
import org.jspecify.annotations.Nullable;

/** What came of an attempt to publish a graph. */
public sealed interface Publication {

    /**
     * The graph is, or with a dry run would be, this.
     *
     * @param before the graph that it replaced
     * @param version its version; with a dry run, or when nothing changed, the current one
     * @param graph the graph itself
     * @param diff what changed
     * @param given the power that it gives away, all of it with consent
     * @param impact what that does to those who use the graph; null when it is published and its impact could not be measured
     */
    record Done(
            VersionedDocument before,
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

    /** The graph that is current is not one that the publisher wanted to replace. */
    record Mismatch(long currentVersion) implements Publication {}

    /** What was to be changed is not there. */
    record NothingThere() implements Publication {}

    /** The document is no valid graph. */
    record Invalid(List<Violation> violations) implements Publication {
        public Invalid {
            violations = List.copyOf(violations);
        }
    }

    /** The change gives away power that is not the publisher's to give. */
    record Forbidden(List<AuthorityWidening> withoutConsent) implements Publication {
        public Forbidden {
            withoutConsent = List.copyOf(withoutConsent);
        }
    }
}
