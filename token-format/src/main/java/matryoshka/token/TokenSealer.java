package matryoshka.token;

/**
 * Makes a payload a token: signed, and encrypted to the holder when it is confidential (RFC 7519 §11.2: sign, then encrypt).
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

    /** Stands in for the token made of a payload: as long, or longer when it is encrypted and compressed, and deflates as well. */
    byte[] placeholder(byte[] payload, Presenter presenter, Placeholders random) {
        Recipient recipient = presenter.encryptTo();
        return recipient == null
                ? signer.placeholder(payload, random)
                : PlaceholderJwe.of(signer.tokenBytes(payload.length), recipient, random);
    }

    /** The length of the token made of a payload: exact, but an upper bound when it is encrypted. */
    long bytesAtMost(long payloadBytes, Presenter presenter) {
        long signed = signer.tokenBytes(payloadBytes);
        Recipient recipient = presenter.encryptTo();
        return recipient == null ? signed : recipient.encryptedBytesAtMost(signed);
    }
}
