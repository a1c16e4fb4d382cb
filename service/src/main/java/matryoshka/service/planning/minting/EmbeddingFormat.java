package matryoshka.service.planning.minting;

import matryoshka.token.EmbeddingForm;
import matryoshka.token.Recipient;

/**
 * How tokens carry the tokens nested in them. Not part of a plan's id.
 *
 * @param form of the {@code tokens} claim
 * @param encryptByDefault whether embedded tokens are encrypted wherever their holder has a key, not only along confidential dependencies
 * @param compressEncrypted whether tokens are compressed before they are encrypted, which RFC 8725 §3.6 warns about
 */
public record EmbeddingFormat(EmbeddingForm form, boolean encryptByDefault, boolean compressEncrypted) {

    /** The format in the shipped configuration. */
    public static final EmbeddingFormat DEFAULT = new EmbeddingFormat(EmbeddingForm.PACKED, false, false);

    /** Returns the same format with another form. */
    public EmbeddingFormat in(EmbeddingForm other) {
        return new EmbeddingFormat(other, encryptByDefault, compressEncrypted);
    }

    Recipient recipient(Recipient key) {
        return compressEncrypted ? key : key.uncompressed();
    }
}
