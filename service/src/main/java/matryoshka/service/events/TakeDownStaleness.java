package matryoshka.service.events;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import matryoshka.service.ledger.PlanLedger;
import matryoshka.service.ledger.PlanUse;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.service.staleness.JudgeTokens;

/** Sees what a version of the graph did to tokens in circulation, and takes it down. */
public final class TakeDownStaleness {
    private final PlanLedger ledger;
    private final JudgeTokens judgeTokens;
    private final GraphEvents events;
    private final Clock clock;

    public TakeDownStaleness(PlanLedger ledger, JudgeTokens judgeTokens, GraphEvents events, Clock clock) {
        this.ledger = ledger;
        this.judgeTokens = judgeTokens;
        this.events = events;
        this.clock = clock;
    }

    /** Of the version that is known here; before the first one is published there is nothing to take down. */
    void takeDown(Snapshot snapshot) {
        if (snapshot.version() == 0) {
            return;
        }
        // What others have entered a moment ago counts too.
        ledger.follow();
        Instant now = clock.instant();
        List<PlanUse> living = ledger.all().stream()
                .filter(use -> use.latestExpiry().isAfter(now))
                .toList();
        // Outside of the transaction: judging takes its time.
        events.take(Judged.of(snapshot, living, judgeTokens));
    }
}
