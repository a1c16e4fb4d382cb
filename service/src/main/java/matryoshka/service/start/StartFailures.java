package matryoshka.service.start;

import io.dropwizard.configuration.ConfigurationException;
import java.io.FileNotFoundException;
import java.util.Optional;
import java.util.regex.Pattern;
import matryoshka.embeddedpostgres.EmbeddedPostgresException;
import matryoshka.service.clients.certificates.CertificateSetupException;
import matryoshka.service.keys.KeySetupException;
import matryoshka.service.platform.database.MigrationFailedException;
import matryoshka.service.platform.files.FileSetupException;
import matryoshka.service.trust.TrustSetupException;

/** Failures to start that the operator can correct. */
public final class StartFailures {
    /** Jackson's names of the classes that it read into. They mean nothing to an operator. */
    private static final Pattern CLASSES = Pattern.compile(" \\(through reference chain: [^\n]*\\)");

    private StartFailures() {}

    /** Returns the message for the operator; empty for a bug, which needs its stack trace. */
    public static Optional<String> forOperator(Throwable failure) {
        boolean forOperator = failure instanceof ConfigurationException
                || failure instanceof FileNotFoundException
                || failure instanceof KeySetupException
                || failure instanceof FileSetupException
                || failure instanceof ListenException
                || failure instanceof ConfigurationFaultException
                || failure instanceof EmbeddedPostgresException
                || failure instanceof MigrationFailedException
                || failure instanceof UndoneException
                || failure instanceof TrustSetupException
                || failure instanceof CertificateSetupException;
        return forOperator
                ? Optional.ofNullable(failure.getMessage())
                        .map(message -> CLASSES.matcher(message).replaceAll(""))
                : Optional.empty();
    }
}
