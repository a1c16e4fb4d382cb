package matryoshka.token;

import java.util.List;

/** The result of reading the tokens that a token embeds: {@link Unpacked}, or why they cannot be read. */
public sealed interface Unpacking permits Unpacking.Unpacked, Unpacking.Refused {
    /**
     * The embedded tokens, in the order in which they were written: by callee, then by holder.
     *
     * @param tokens empty if the token embeds none
     */
    record Unpacked(List<EmbeddedToken> tokens) implements Unpacking {
        public Unpacked {
            tokens = List.copyOf(tokens);
        }
    }

    /** The claim does not have the required form; nothing in it may be used. */
    record Refused(UnpackingFlaw flaw) implements Unpacking {}
}
