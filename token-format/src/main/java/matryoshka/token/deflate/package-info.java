/**
 * Writes raw DEFLATE streams (RFC 1951) with preset dictionaries, for texts that are deflated repeatedly with different random parts.
 * Analyses once what such texts have in common. Any inflater can read the streams. Independent of tokens.
 */
@NullMarked
package matryoshka.token.deflate;

import org.jspecify.annotations.NullMarked;
