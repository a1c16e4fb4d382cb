package matryoshka.cli.token;

import matryoshka.cli.terminal.Colours.Paint;

/** The verdict on one token. */
enum Verdict {
    VERIFIED("verified", Paint.GOOD),
    /** Only its time is wrong. */
    EXPIRED("expired", Paint.CHANGED),
    NOT_YET_VALID("not yet valid", Paint.CHANGED),
    /** There is no key of its signer. */
    NOT_VERIFIED("not verified", Paint.CHANGED),
    BAD_SIGNATURE("bad signature", Paint.BAD),
    /** Validly signed, but by another issuer than expected. */
    WRONG_ISSUER("wrong issuer", Paint.BAD),
    /** Not an access token by the rules of RFC 9068. */
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
