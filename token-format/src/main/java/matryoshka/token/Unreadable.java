package matryoshka.token;

/** Ends the reading of embedded tokens; {@link EmbeddedTokens} makes it a value. */
final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    final UnpackingFlaw flaw;

    Unreadable(UnpackingFlaw flaw) {
        // Hostile input can provoke it at will, so that it costs no stack trace.
        super(flaw.sentence(), null, false, false);
        this.flaw = flaw;
    }
}
