package matryoshka.service.tokens.phantom;

import java.time.Clock;
import java.util.Optional;
import matryoshka.service.planning.ledger.KeptPlan;
import matryoshka.service.planning.ledger.PlanLedger;
import matryoshka.service.revocation.bearer.LiveToken;
import matryoshka.service.revocation.bearer.PhantomTokens;
import matryoshka.service.snapshot.Snapshots;
import matryoshka.token.VerifiedToken;

/** Opens handles: reads what they say, finds the plan that they name, and mints what that gives now. */
public final class OpenHandles implements PhantomTokens {
    private final HandleCipher cipher;
    private final PlanLedger ledger;
    private final Snapshots snapshots;
    private final MintPhantom mintPhantom;
    private final Clock clock;

    public OpenHandles(
            HandleCipher cipher, PlanLedger ledger, Snapshots snapshots, MintPhantom mintPhantom, Clock clock) {
        this.cipher = cipher;
        this.ledger = ledger;
        this.snapshots = snapshots;
        this.mintPhantom = mintPhantom;
        this.clock = clock;
    }

    @Override
    public Optional<Phantom> find(String handle) {
        return cipher.open(snapshots.current().keys(), handle)
                .map(HandleContent::read)
                // Whole seconds, as in tokens, so that what is minted has at least one second to live.
                .filter(content ->
                        content.expiresAt().getEpochSecond() > clock.instant().getEpochSecond())
                .flatMap(content -> ledger.withNode(content.planId()).map(kept -> new Opened(content, kept)));
    }

    private final class Opened implements Phantom {
        private final HandleContent content;
        private final KeptPlan kept;

        private Opened(HandleContent content, KeptPlan kept) {
            this.content = content;
            this.kept = kept;
        }

        @Override
        public VerifiedToken granted() {
            return GrantedToken.of(content, kept.plan().outer().level());
        }

        @Override
        public Optional<LiveToken> today() {
            return mintPhantom.mint(snapshots.current(), content, kept.plan().origin(), clock.instant());
        }
    }
}
