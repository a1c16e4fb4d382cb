package matryoshka.service.staleness.events;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongFunction;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.staleness.Footprint;
import matryoshka.graph.staleness.Staleness;
import matryoshka.service.planning.ledger.KeptPlans;
import matryoshka.service.planning.minting.RegistrationDigest;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.service.snapshot.Snapshots;
import matryoshka.service.staleness.EvaluateTokens;
import matryoshka.service.staleness.events.Recordings.Recording;
import matryoshka.service.staleness.events.Recordings.Standings;

/**
 * Records what the current graph version did to tokens in circulation. Reads only plans that the change may affect, a few at a time.
 * Between reads it pauses for as long as the last read took, so that requests keep the processor. For use by one thread at a time.
 */
public final class RecordStaleness {
    private final KeptPlans plans;
    private final Snapshots snapshots;
    private final Runnable refreshClients;
    private final EvaluateTokens evaluateTokens;
    private final Recordings recordings;
    private final LongFunction<Optional<GraphDocument>> documents;
    private final ChangedClients changedClients;

    /** The last version that this instance recorded, with its document. */
    private Snapshot recorded;

    /**
     * @param refreshClients updates the snapshots to the current client registrations
     * @param documents returns the graph at a version
     */
    public RecordStaleness(
            KeptPlans plans,
            Snapshots snapshots,
            Runnable refreshClients,
            EvaluateTokens evaluateTokens,
            Recordings recordings,
            LongFunction<Optional<GraphDocument>> documents) {
        this.plans = plans;
        this.snapshots = snapshots;
        this.refreshClients = refreshClients;
        this.evaluateTokens = evaluateTokens;
        this.recordings = recordings;
        this.documents = documents;
        this.changedClients = new ChangedClients(recordings);
        this.recorded = snapshots.current();
    }

    /**
     * Records what this instance knows and has not recorded yet. Does nothing before the first version is published.
     *
     * @param going is called after every step, to show that long work is not a failure
     * @return whether nothing is left to do; false also if another instance is recording
     */
    boolean record(Runnable going) {
        Snapshot snapshot = snapshots.current();
        if (snapshot.version() == 0) {
            return true;
        }
        Optional<Recording> begun = recordings.begin();
        if (begun.isEmpty()) {
            return false;
        }
        try (Recording recording = begun.get()) {
            if (recording.latest() < snapshot.version()) {
                version(new Pass(recording, snapshot, going));
            } else if (recording.latest() == snapshot.version()) {
                recorded = snapshot;
                lateComers(new Pass(recording, snapshot, going));
            }
        }
        return true;
    }

    private void version(Pass pass) {
        Footprint change = since(pass.recording.latest(), pass.snapshot);
        pass.each(position -> plans.meeting(change, position));
        clients(pass);
        pass.recording.publish(pass.snapshot, pass.changes);
        pass.recording.lookedAtEntered();
        recorded = pass.snapshot;
    }

    /** Handles late entries: plans that lagging instances entered before they knew the version, and plans of clients that have changed. */
    private void lateComers(Pass pass) {
        pass.each(position -> plans.enteredBefore(pass.snapshot.version(), pass.recording.enteredUntil(), position));
        clients(pass);
        pass.recording.lookedAtEntered();
    }

    private void clients(Pass pass) {
        Map<String, Optional<RegistrationDigest>> changed = changedClients.since(pass.snapshot.clients());
        changed.keySet().forEach(client -> pass.each(position -> plans.ofClient(client, position)));
        pass.recording.registrations(changed);
        changedClients.recorded(pass.snapshot.clients());
    }

    private Footprint since(long version, Snapshot snapshot) {
        Optional<GraphDocument> before =
                recorded.version() == version ? Optional.of(recorded.graph().document()) : documents.apply(version);
        return before.map(
                        document -> Footprint.between(document, snapshot.graph().document()))
                .orElse(Footprint.EVERYTHING);
    }

    /** One pass over plans. */
    private final class Pass {
        private final Recording recording;
        private final Runnable going;
        private final Snapshot snapshot;
        private Snapshot judgedBy;
        private Changes changes;

        Pass(Recording recording, Snapshot snapshot, Runnable going) {
            this.recording = recording;
            this.going = going;
            this.snapshot = snapshot;
            this.judgedBy = snapshot;
            this.changes = new Changes(List.of(), List.of(), recording.isInterrupted());
        }

        void each(LongFunction<KeptPlans.Page> pages) {
            Long position = KeptPlans.BEGINNING;
            while (position != null) {
                long start = System.nanoTime();
                KeptPlans.Page page = pages.apply(position);
                position = page.next();
                if (!page.plans().isEmpty()) {
                    page(page.plans());
                    going.run();
                    Rest.asLongAs(System.nanoTime() - start, position != null);
                }
            }
        }

        private void page(List<KeptPlans.Found> found) {
            Judged judged = judged(found);
            if (!judged.stale.isEmpty() && judgedBy == snapshot) {
                // Perhaps only this instance thinks so: it may know the tokens but not yet their client.
                refreshClients.run();
                judgedBy = snapshot.with(snapshots.current().clients());
                judged = judged(found);
            }
            Judged known = judged;
            Changes written =
                    recording.write(snapshot.version(), new Standings(known.stale.values(), known.fresh.values()));
            changes = changes.and(written.only(node -> known.isLiving.get(node.plan())));
            plans.judgedBy(known.footprints);
        }

        private Judged judged(List<KeptPlans.Found> found) {
            Judged judged = new Judged();
            for (KeptPlans.Found one : found) {
                judged.add(one, evaluateTokens.judgement(judgedBy, one.plan()));
            }
            return judged;
        }
    }

    /** The staleness of the nodes of some plans. Several plans may have the same node, and then agree on it. */
    private static final class Judged {
        private final Map<String, NodeChange> stale = new TreeMap<>();
        private final Map<String, NodeChange> fresh = new TreeMap<>();
        private final Map<String, Boolean> isLiving = new HashMap<>();
        private final Map<String, Footprint> footprints = new TreeMap<>();

        void add(KeptPlans.Found found, EvaluateTokens.Judgement judgement) {
            List<Staleness> standings = judgement.standings();
            for (int index = 0; index < standings.size(); index++) {
                NodeChange node = NodeChange.of(found.plan().plan().nodes().get(index), standings.get(index));
                (standings.get(index).stale() ? stale : fresh).put(node.plan(), node);
                isLiving.merge(node.plan(), found.isLiving(), Boolean::logicalOr);
            }
            if (!judgement.footprint().equals(found.footprint())) {
                footprints.put(found.plan().id(), judgement.footprint());
            }
        }
    }
}
