package matryoshka.service.start;

import io.dropwizard.configuration.ConfigurationException;
import java.io.FileNotFoundException;
import java.util.Optional;
import matryoshka.embeddedpostgres.EmbeddedPostgresException;
import matryoshka.service.clients.certificates.CertificateSetupException;
import matryoshka.service.keys.KeySetupException;
import matryoshka.service.platform.database.MigrationFailedException;
import matryoshka.service.trust.TrustSetupException;

/** What keeps an issuer from starting and is for its operator to mend. */
public final class StartFailures {
    private StartFailures() {}

    /** The sentence that says what to mend; empty for a fault of ours, which needs its stack trace. */
    public static Optional<String> forOperator(Throwable failure) {
        boolean forOperator = failure instanceof ConfigurationException
                || failure instanceof FileNotFoundException
                || failure instanceof KeySetupException
                || failure instanceof EmbeddedPostgresException
                || failure instanceof MigrationFailedException
                || failure instanceof TrustSetupException
                || failure instanceof CertificateSetupException;
        return forOperator ? Optional.ofNullable(failure.getMessage()) : Optional.empty();
    }
}
