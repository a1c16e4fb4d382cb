package matryoshka.cli.token;

import matryoshka.cli.terminal.Colours.Paint;

/** What is to be thought of one token. */
enum Verdict {
    VERIFIED("verified", Paint.GOOD),
    /** All is right but its time. */
    EXPIRED("expired", Paint.CHANGED),
    NOT_YET_VALID("not yet valid", Paint.CHANGED),
    /** No key of its signer is at hand. */
    NOT_VERIFIED("not verified", Paint.CHANGED),
    BAD_SIGNATURE("bad signature", Paint.BAD),
    /** Well signed, by somebody else than was expected. */
    WRONG_ISSUER("wrong issuer", Paint.BAD),
    /** No access token by the rules of RFC 9068. */
    REFUSED("refused", Paint.BAD),
    /** Only its holder can look inside. */
    ENCRYPTED("encrypted", Paint.PALE);

    final String words;
    final Paint paint;

    Verdict(String words, Paint paint) {
        this.words = words;
        this.paint = paint;
    }
}
