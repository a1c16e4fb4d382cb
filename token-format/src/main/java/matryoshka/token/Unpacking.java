package matryoshka.token;

import java.util.List;

/** What came of reading the tokens that a token embeds: {@link Unpacked}, or why not. */
public sealed interface Unpacking permits Unpacking.Unpacked, Unpacking.Refused {
    /**
     * The embedded tokens, in the order in which they were written: by callee, then by holder.
     *
     * @param tokens empty when the token embeds none
     */
    record Unpacked(List<EmbeddedToken> tokens) implements Unpacking {
        public Unpacked {
            tokens = List.copyOf(tokens);
        }
    }

    /** The claim is not in the form that it must have; nothing in it may be used. */
    record Refused(UnpackingFlaw flaw) implements Unpacking {}
}
