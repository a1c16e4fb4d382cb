package matryoshka.token;

import java.util.ArrayList;
import java.util.List;

/** The {@code tokens} claim of one token, of a valid type; packed tokens are unpacked when they are read. */
interface EmbeddedClaim {
    /** Reads the embedded tokens without verifying them. */
    Unpacking read();

    /**
     * Returns the claim of a token.
     *
     * @throws ClaimReader.Malformed if it is present and neither a string nor an array of entries
     */
    static EmbeddedClaim of(CompactJws jws, ClaimReader claims) throws ClaimReader.Malformed {
        if (claims.members().get(ClaimNames.TOKENS) instanceof String packed) {
            return new PackedClaim(jws.encodedHeader, jws.payload, packed);
        }
        Unpacking plain = new Unpacking.Unpacked(entries(claims));
        return () -> plain;
    }

    private static List<EmbeddedToken> entries(ClaimReader claims) throws ClaimReader.Malformed {
        List<EmbeddedToken> tokens = new ArrayList<>();
        for (ClaimReader entry : claims.objects(ClaimNames.TOKENS)) {
            tokens.add(new EmbeddedToken(
                    entry.textOrTexts(ClaimNames.AUDIENCE),
                    entry.optionalText(ClaimNames.ENTRY_HOLDER),
                    new UnverifiedToken(entry.text(ClaimNames.ENTRY_TOKEN))));
        }
        return tokens;
    }
}
