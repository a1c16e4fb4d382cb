package matryoshka.service.revocation.bearer;

/** What clients can hold in place of a token. */
public record TokenForms(PhantomTokens phantoms, SplitSignatures splits) {
    /** They hold tokens only. */
    public static final TokenForms NONE = new TokenForms(PhantomTokens.NONE, SplitSignatures.NONE);
}
