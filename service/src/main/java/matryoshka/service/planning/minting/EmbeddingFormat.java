package matryoshka.service.planning.minting;

import matryoshka.token.EmbeddingForm;
import matryoshka.token.Recipient;

/**
 * How tokens carry those that are nested in them. It is no part of a plan's id.
 *
 * @param form of the {@code tokens} claim
 * @param compressEncrypted whether confidential tokens are compressed before they are encrypted (RFC 8725 §3.6 warns of that)
 */
public record EmbeddingFormat(EmbeddingForm form, boolean compressEncrypted) {

    /** That of the shipped configuration. */
    public static final EmbeddingFormat DEFAULT = new EmbeddingFormat(EmbeddingForm.PACKED, false);

    Recipient recipient(Recipient key) {
        return compressEncrypted ? key : key.uncompressed();
    }
}
