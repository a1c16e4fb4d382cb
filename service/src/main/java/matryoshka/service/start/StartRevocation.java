package matryoshka.service.start;

import java.time.Duration;
import matryoshka.service.admission.Obstacles;
import matryoshka.service.background.Workers;
import matryoshka.service.bearer.LiveTokens;
import matryoshka.service.clients.ClientAuthentication;
import matryoshka.service.http.Cursors;
import matryoshka.service.keys.KeyEncryption;
import matryoshka.service.revocation.FollowRevocations;
import matryoshka.service.revocation.KeptRevocations;
import matryoshka.service.revocation.PurgeRevocations;
import matryoshka.service.revocation.RevocationFeature;
import matryoshka.service.revocation.Revocations;
import matryoshka.service.revocation.RevokeIssued;
import matryoshka.service.revocation.RevokeToken;
import matryoshka.service.snapshot.Snapshots;
import matryoshka.service.time.DatabaseClock;

/** Brings up what is known of revocations, before anything is served, and what revokes. */
final class StartRevocation {
    private final KeptRevocations kept;
    private final Revocations known = new Revocations();
    private final FollowRevocations follow;
    private final Duration beyond;
    private final DatabaseClock clock;

    /** @param beyond by how much a derived token may outlive the one that it was derived from */
    StartRevocation(KeptRevocations kept, Duration beyond, DatabaseClock clock) {
        this.beyond = beyond;
        this.kept = kept;
        this.clock = clock;
        this.follow = new FollowRevocations(known, clock);
        follow.readAll(kept);
    }

    Revocations known() {
        return known;
    }

    FollowRevocations follow() {
        return follow;
    }

    PurgeRevocations purge(Workers workers) {
        return new PurgeRevocations(kept, known, clock, workers);
    }

    /** @param maxLifetime the longest life of a token */
    RevocationFeature feature(
            Snapshots snapshots,
            ClientAuthentication authentication,
            LiveTokens liveTokens,
            KeyEncryption encryption,
            Duration maxLifetime,
            Obstacles obstacles) {
        return new RevocationFeature(
                snapshots,
                authentication,
                new RevokeToken(kept, known, liveTokens::find, beyond),
                kept,
                new RevokeIssued(kept, known, maxLifetime.plus(beyond), clock),
                new Cursors(encryption.derive("cursors of revocations")),
                obstacles);
    }
}
