package matryoshka.token;

/** A text that is presented as a token. Only a {@link TokenVerifier} makes it one that can be trusted. The string form does not show it. */
public record UnverifiedToken(String compact) {
    @Override
    public String toString() {
        return "unverified token of " + compact.length() + " characters";
    }
}
