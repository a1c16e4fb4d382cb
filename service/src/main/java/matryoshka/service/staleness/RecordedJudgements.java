package matryoshka.service.staleness;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import matryoshka.graph.staleness.Staleness;
import matryoshka.service.planning.ledger.KeptPlans;
import matryoshka.service.planning.minting.RegistrationDigest;
import matryoshka.service.snapshot.Snapshot;

/**
 * Evaluations taken over from the instance that records staleness, so that an instance that has just started need not evaluate every plan
 * again.
 */
final class RecordedJudgements {
    private final KeptPlans plans;

    RecordedJudgements(KeptPlans plans) {
        this.plans = plans;
    }

    /**
     * Returns evaluations for those of the given plans of which no node is stale in this snapshot and whose client has the registration
     * that the snapshot has.
     */
    Map<KeptPlans.Place, EvaluateTokens.Judgement> of(Snapshot snapshot, List<KeptPlans.Place> places) {
        Map<String, KeptPlans.Place> byId =
                places.stream().collect(Collectors.toMap(KeptPlans.Place::id, Function.identity()));
        Map<KeptPlans.Place, EvaluateTokens.Judgement> found = new HashMap<>();
        for (KeptPlans.Recorded recorded : plans.recordedFresh(snapshot.version(), byId.keySet())) {
            KeptPlans.Place place = byId.get(recorded.id());
            if (place != null && isRegistered(snapshot, place.clientId(), recorded)) {
                found.put(
                        place,
                        new EvaluateTokens.Judgement(
                                Collections.nCopies(recorded.size(), Staleness.FRESH), recorded.footprint()));
            }
        }
        return found;
    }

    private static boolean isRegistered(Snapshot snapshot, String clientId, KeptPlans.Recorded recorded) {
        Optional<String> digest = snapshot.clients()
                .find(clientId)
                .map(client -> RegistrationDigest.of(client).hex());
        return Objects.equals(digest.orElse(null), recorded.registration());
    }
}
