package matryoshka.token;

/**
 * Turns a payload into a token: signs it, and encrypts it to the holder if it is confidential (RFC 7519 §11.2: sign, then encrypt).
 * Thread-safe.
 */
public final class TokenSealer {
    private final TokenSigner signer;
    private final TokenEncrypter encrypter;

    public TokenSealer(TokenSigner signer, TokenEncrypter encrypter) {
        this.signer = signer;
        this.encrypter = encrypter;
    }

    byte[] seal(byte[] payload, Presenter presenter) {
        byte[] signed = signer.sign(payload);
        Recipient recipient = presenter.encryptTo();
        return recipient == null ? signed : encrypter.encrypt(signed, recipient);
    }

    /**
     * Returns a placeholder for the token made from a payload: as long, or longer if it is encrypted and compressed, and deflating as well.
     */
    byte[] placeholder(byte[] payload, Presenter presenter, Placeholders random) {
        Recipient recipient = presenter.encryptTo();
        return recipient == null
                ? signer.placeholder(payload, random)
                : PlaceholderJwe.of(signer.tokenBytes(payload.length), recipient, random);
    }

    /** Returns the length of the token made from a payload: exact, or an upper bound if it is encrypted. */
    long bytesAtMost(long payloadBytes, Presenter presenter) {
        long signed = signer.tokenBytes(payloadBytes);
        Recipient recipient = presenter.encryptTo();
        return recipient == null ? signed : recipient.encryptedBytesAtMost(signed);
    }
}
