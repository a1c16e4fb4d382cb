package matryoshka.token;

/** What came of verifying: a {@link VerifiedToken}, or why not. */
public sealed interface Verification permits VerifiedToken, Verification.Refused {
    /** The token must not be believed. */
    record Refused(TokenFlaw flaw) implements Verification {}
}
