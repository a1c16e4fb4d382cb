package matryoshka.token;

/** The result of verification: a {@link VerifiedToken}, or why the token is refused. */
public sealed interface Verification permits VerifiedToken, Verification.Refused {
    /** The token must not be trusted. */
    record Refused(TokenFlaw flaw) implements Verification {}
}
