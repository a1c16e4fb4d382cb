package matryoshka.resource;

/** There is no token for the next service. The message says what is missing, and contains nothing of a token. */
public final class NoTokenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why there is none. */
    public enum Reason {
        /** No service of this name, audience or host is among those that this service calls. */
        UNKNOWN_CALLEE,
        /** No dependency leads to the service for a token with these scopes. */
        NO_DEPENDENCY,
        /** The dependencies to the service do not grant a requested scope. */
        SCOPE_NOT_GRANTED,
        /** The issuer refuses the request for another reason: the received token, a parameter, or this service's credentials. */
        REFUSED,
        /** The received token is revoked or was refused, expired, or replaced by a change of the graph since it was received. */
        RECEIVED_TOKEN_INVALID,
        /** This service has not been given the credentials to exchange tokens, or the key that its token is encrypted or bound to. */
        NOT_CONFIGURED,
        /** The issuer cannot be reached, or is slow, or has failed too often. Try again later. */
        ISSUER_UNAVAILABLE
    }

    private final Reason reason;

    NoTokenException(Reason reason, String message) {
        // It may quote what a service was asked for, and is logged.
        super(message.replaceAll("\\p{Cntrl}", "?"));
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
