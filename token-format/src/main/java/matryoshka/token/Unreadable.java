package matryoshka.token;

/** Aborts the reading of embedded tokens; {@link EmbeddedTokens} turns it into a value. */
final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    final UnpackingFlaw flaw;

    Unreadable(UnpackingFlaw flaw) {
        // Without a stack trace, since hostile input can provoke it at will.
        super(flaw.sentence(), null, false, false);
        this.flaw = flaw;
    }
}
