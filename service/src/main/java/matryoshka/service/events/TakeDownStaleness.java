package matryoshka.service.events;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import matryoshka.service.ledger.PlanLedger;
import matryoshka.service.ledger.PlanUse;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.service.snapshot.Snapshots;
import matryoshka.service.staleness.JudgeTokens;
import matryoshka.service.time.DatabaseClock;

/** Sees what the current version of the graph did to tokens in circulation, and takes it down. For one thread at a time. */
public final class TakeDownStaleness {
    private final PlanLedger ledger;
    private final Snapshots snapshots;
    private final Runnable refreshClients;
    private final JudgeTokens judgeTokens;
    private final GraphEvents events;
    private final DatabaseClock clock;
    private Set<String> staleBefore = Set.of();

    /** @param refreshClients has the snapshots hold the clients as they are now */
    public TakeDownStaleness(
            PlanLedger ledger,
            Snapshots snapshots,
            Runnable refreshClients,
            JudgeTokens judgeTokens,
            GraphEvents events,
            DatabaseClock clock) {
        this.ledger = ledger;
        this.snapshots = snapshots;
        this.refreshClients = refreshClients;
        this.judgeTokens = judgeTokens;
        this.events = events;
        this.clock = clock;
    }

    /** Of the version that is known here; before the first one is published there is nothing to take down. */
    void takeDown() {
        if (snapshots.current().version() == 0) {
            return;
        }
        // What others have entered a moment ago counts too.
        ledger.follow();
        List<PlanUse> uses = ledger.all();
        Judged judged = judged(uses);
        if (!staleBefore.containsAll(judged.stale().keySet())) {
            // Perhaps only this instance thinks so, which has heard of the tokens but not yet of their client.
            refreshClients.run();
            judged = judged(uses);
        }
        events.take(judged);
        staleBefore = judged.stale().keySet();
    }

    private Judged judged(List<PlanUse> uses) {
        // What may live by either clock is judged: what is left out here, nobody is told of.
        Instant now = clock.earlier().instant();
        Snapshot snapshot = snapshots.current();
        List<PlanUse> living = uses.stream()
                .filter(use -> use.latestExpiry().isAfter(now))
                // A later version, of which others have heard already, gave this: it is judged in that.
                .filter(use -> use.graphVersion() <= snapshot.version())
                .toList();
        // Outside of the transaction: judging takes its time.
        return Judged.of(snapshot, living, judgeTokens);
    }
}
