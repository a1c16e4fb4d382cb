package matryoshka.resource;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the header {@code Authorization} presents (RFC 6750 §2.1, RFC 9449 §7.1). The string form does not show it.
 *
 * @param byProof whether the scheme is {@code DPoP}; else {@code Bearer}
 */
record Authorization(boolean byProof, String token) {
    private static final Pattern SCHEME = Pattern.compile("(?i:(Bearer|DPoP))(?: .*+)?", Pattern.DOTALL);
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]++=*+");

    /** @throws RefusedException if there is no token, several, or one that is too long */
    static Authorization of(List<String> values, int maxTokenLength) {
        if (values.size() > 1) {
            throw RefusedException.malformed("The request has several 'Authorization' headers.");
        }
        Matcher scheme = SCHEME.matcher(values.isEmpty() ? "" : values.get(0));
        if (!scheme.matches()) {
            throw RefusedException.unauthenticated();
        }
        String token = values.get(0).substring(scheme.end(1)).strip();
        if (token.length() > maxTokenLength) {
            throw RefusedException.invalidToken("The token is too long.");
        }
        if (!TOKEN.matcher(token).matches()) {
            throw RefusedException.malformed("The 'Authorization' header has no single token.");
        }
        return new Authorization(scheme.group(1).toLowerCase(Locale.ROOT).equals("dpop"), token);
    }

    @Override
    public String toString() {
        return byProof ? "DPoP token" : "bearer token";
    }
}
