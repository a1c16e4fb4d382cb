package matryoshka.service.clients.certificates;

import org.jspecify.annotations.Nullable;

/** The configuration names certificates that cannot be used; the message says what to correct. */
public final class CertificateSetupException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CertificateSetupException(String message, @Nullable Exception cause) {
        super(message, cause);
    }
}
