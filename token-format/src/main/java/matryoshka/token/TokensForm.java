package matryoshka.token;

import java.util.List;

/** Writes {@code tokens} claims in one form. Thread-safe. */
interface TokensForm {
    /** Writes the entry of one planned token in the claim of the one around it. */
    EntryWriter entry(TokenContent embedding, TokenContent embedded);

    /** The claim of one token of a plan, to be written again and again. */
    ClaimWriter claim();

    /** Writes what a token leaves in the claim of the token around it. Thread-safe. */
    @FunctionalInterface
    interface EntryWriter {
        /**
         * Writes it.
         *
         * @param payload the token's claims
         * @param packed the length of the packed tokens at the end of the claims; 0 for none
         * @param token its compact form, signed or encrypted
         */
        Entry write(byte[] payload, int packed, byte[] token);
    }

    /** Writes the claim of one token again and again. Thread-safe. */
    interface ClaimWriter {
        /**
         * Writes the claim as the last member of an object, with a comma before it; nothing when there are no entries.
         *
         * @return the length of the packed tokens in it, else 0
         */
        int write(JsonBytes claims, List<Entry> entries);

        /** The most memory that it takes to remember how embedded tokens with claims of so many bytes are packed. */
        long rememberedBytes(long embeddedBytes);
    }

    /** What a token leaves in the claim of the token around it. */
    final class Entry {
        final byte[] bytes;
        /** Where each random part starts and ends. */
        final int[] random;

        Entry(byte[] bytes, int... random) {
            this.bytes = bytes;
            this.random = random;
        }
    }
}
