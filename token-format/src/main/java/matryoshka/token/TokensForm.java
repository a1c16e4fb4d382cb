package matryoshka.token;

import java.util.List;

/** Writes {@code tokens} claims in one form. Thread-safe. */
interface TokensForm {
    /** Returns a writer for the entry of one planned token in the enclosing token's claim. */
    EntryWriter entry(TokenContent embedding, TokenContent embedded);

    /** Returns a reusable writer for the claim of one token of a plan. */
    ClaimWriter claim();

    /** Writes a token's entry in the enclosing token's claim. Thread-safe. */
    @FunctionalInterface
    interface EntryWriter {
        /**
         * Writes the entry.
         *
         * @param payload the token's claims
         * @param packed the length of the packed tokens at the end of the claims; 0 for none
         * @param token its compact form, signed or encrypted
         */
        Entry write(byte[] payload, int packed, byte[] token);
    }

    /** Writes the claim of one token, any number of times. Thread-safe. */
    interface ClaimWriter {
        /**
         * Writes the claim as the last member of an object, preceded by a comma; nothing if there are no entries.
         *
         * @return the length of the packed tokens in it, else 0
         */
        int write(JsonBytes claims, List<Entry> entries);

        /** Returns the most memory needed to remember how embedded tokens with this many bytes of claims are packed. */
        long rememberedBytes(long embeddedBytes);
    }

    /** A token's entry in the enclosing token's claim. */
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
