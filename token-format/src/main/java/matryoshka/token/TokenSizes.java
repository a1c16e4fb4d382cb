package matryoshka.token;

/**
 * Sizes of tokens before there are any, for keeping a plan within its budget. The very code that mints writes the claims that are
 * measured, so the sizes are exact; those of confidential tokens are upper bounds, because how well they compress is not known.
 */
public final class TokenSizes {
    private final String issuer;
    private final long graphVersion;
    private final ChainJson chain;
    private final long anyTime;
    private final TokenSealer sealer;

    /**
     * @param versionDigits how many digits to assume of the graph version, 1 to 18
     * @param values the subject, transaction and root id to assume; only their lengths matter
     */
    public TokenSizes(String issuer, int versionDigits, ChainValues values, TokenSealer sealer) {
        this.issuer = issuer;
        this.graphVersion = Long.parseLong("9".repeat(versionDigits));
        this.chain = new ChainJson(values);
        this.anyTime = values.issuedAt();
        this.sealer = sealer;
    }

    /** The bytes of a token's claims without {@code tokens}. */
    public long payloadBytes(TokenContent content) {
        JsonBytes json = new JsonBytes();
        new ClaimsTemplate(issuer, graphVersion, content).write(json, chain, anyTime);
        return json.raw("}").length();
    }

    /** The bytes of an entry in {@code tokens}, with the token of {@code tokenBytes} bytes in it. */
    public long entryBytes(TokenContent embedding, TokenContent embedded, long tokenBytes) {
        return PlainForm.entryBytes(embedding, embedded, tokenBytes);
    }

    /** The bytes of the claims with {@code tokens}, given how many entries there are and their bytes in sum. */
    public long nestedPayloadBytes(long payloadBytes, int entries, long entryBytes) {
        return payloadBytes + PlainForm.bytes(entries, entryBytes);
    }

    /** The bytes of the token itself, made of claims of {@code payloadBytes}: its length where it is embedded or sent. */
    public long tokenBytes(TokenContent content, long payloadBytes) {
        return sealer.bytesAtMost(payloadBytes, content.presenter());
    }
}
