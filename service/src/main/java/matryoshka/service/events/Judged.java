package matryoshka.service.events;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import matryoshka.graph.Service;
import matryoshka.graph.Sorted;
import matryoshka.graph.staleness.Standing;
import matryoshka.service.ledger.PlanUse;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.service.staleness.JudgeTokens;

/**
 * How all tokens that may be alive stand in one version of the graph.
 *
 * @param stale by plan node, those that are
 * @param fresh by plan node, those that are not
 */
public record Judged(Snapshot snapshot, Map<String, NodeChange> stale, Map<String, NodeChange> fresh) {
    public Judged {
        stale = Sorted.map(stale);
        fresh = Sorted.map(fresh);
    }

    static Judged of(Snapshot snapshot, Iterable<PlanUse> uses, JudgeTokens judgeTokens) {
        Map<String, NodeChange> stale = new TreeMap<>();
        Map<String, NodeChange> fresh = new TreeMap<>();
        for (PlanUse use : uses) {
            List<Standing> standings = judgeTokens.standings(snapshot, use);
            for (int index = 0; index < standings.size(); index++) {
                NodeChange node = NodeChange.of(use.plan().nodes().get(index), standings.get(index));
                (standings.get(index).stale() ? stale : fresh).put(node.plan(), node);
            }
        }
        return new Judged(snapshot, stale, fresh);
    }

    long version() {
        return snapshot.version();
    }

    /**
     * What has changed for the tokens.
     *
     * @param known the plan nodes that were stale before
     */
    Changes since(Set<String> known) {
        return new Changes(
                stale.values().stream()
                        .filter(node -> !known.contains(node.plan()))
                        .toList(),
                fresh.values().stream()
                        .filter(node -> known.contains(node.plan()))
                        .toList());
    }

    /** A service's audience today; empty when the graph no longer has it. */
    Optional<String> audience(String service) {
        return snapshot.graph().service(service).map(Service::effectiveAudience);
    }
}
