package matryoshka.service.planning.minting;

import matryoshka.token.EmbeddingForm;
import matryoshka.token.Recipient;

/**
 * How tokens carry the tokens nested in them. Not part of a plan's id.
 *
 * @param form of the {@code tokens} claim
 * @param compressEncrypted whether confidential tokens are compressed before they are encrypted, which RFC 8725 §3.6 warns about
 */
public record EmbeddingFormat(EmbeddingForm form, boolean compressEncrypted) {

    /** The format in the shipped configuration. */
    public static final EmbeddingFormat DEFAULT = new EmbeddingFormat(EmbeddingForm.PACKED, false);

    Recipient recipient(Recipient key) {
        return compressEncrypted ? key : key.uncompressed();
    }
}
