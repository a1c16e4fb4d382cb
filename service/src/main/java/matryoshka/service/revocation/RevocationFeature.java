package matryoshka.service.revocation;

import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import matryoshka.service.clients.authentication.ClientAuthentication;
import matryoshka.service.snapshot.Snapshots;
import matryoshka.service.snapshot.admission.Obstacles;

/** Registers token revocation with the application. */
public final class RevocationFeature implements Feature {
    private final RevocationResource tokens;
    private final RevocationsResource all;

    public RevocationFeature(
            Snapshots snapshots,
            ClientAuthentication authentication,
            RevokeToken revokeToken,
            RevocationStore kept,
            RevokeIssued revokeIssued,
            Obstacles obstacles) {
        tokens = new RevocationResource(snapshots, authentication, revokeToken, obstacles);
        all = new RevocationsResource(kept, revokeIssued);
    }

    @Override
    public boolean configure(FeatureContext application) {
        application.register(tokens).register(all);
        return true;
    }
}
