package matryoshka.token;

/** A planned token with everything it embeds, whose size {@link TreeSizes} has computed. Immutable. */
public final class SizedToken {
    private static final long TOO_LONG = Integer.MAX_VALUE;

    final TokenContent content;
    /** With placeholders for what is not known. */
    final byte[] payload;
    /** The length of the packed tokens in it. */
    final int packed;
    /** Its compact form, also with placeholders. */
    final byte[] token;
    /** Of the payload's length, in square bytes. */
    final double variance;

    private final long bytes;

    SizedToken(TokenContent content, byte[] payload, int packed, byte[] token, double variance, long bytes) {
        this.content = content;
        this.payload = payload;
        this.packed = packed;
        this.token = token;
        this.variance = variance;
        this.bytes = bytes;
    }

    /** A token that embeds more than readers unpack. */
    static SizedToken tooLong(TokenContent content) {
        return new SizedToken(content, new byte[0], 0, new byte[0], 0, TOO_LONG);
    }

    boolean isTooLong() {
        return bytes == TOO_LONG;
    }

    /** Returns the length of its compact form in bytes; the minted token will not be longer. */
    public long bytes() {
        return bytes;
    }

    @Override
    public String toString() {
        return "token of at most " + bytes + " bytes";
    }
}
