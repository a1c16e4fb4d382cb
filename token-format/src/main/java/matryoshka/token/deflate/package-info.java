/**
 * Writes raw DEFLATE streams (RFC 1951) with preset dictionaries, for texts that are deflated again and again with different random parts. What
 * such texts have in common is analysed once. Any inflater reads the streams. Knows nothing of tokens.
 */
@NullMarked
package matryoshka.token.deflate;

import org.jspecify.annotations.NullMarked;
