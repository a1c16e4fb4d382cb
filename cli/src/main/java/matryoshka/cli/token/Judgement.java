package matryoshka.cli.token;

/**
 * A verdict on one token.
 *
 * @param reason in a few words; empty if the verdict says it all
 */
record Judgement(Verdict verdict, String reason) {
    static final Judgement NO_KEY = new Judgement(Verdict.NOT_VERIFIED, "no key");

    static Judgement of(Verdict verdict) {
        return new Judgement(verdict, "");
    }
}
