package matryoshka.token;

/** What somebody says is a token. Only a {@link TokenVerifier} makes it one that may be believed. Its text does not show it. */
public record UnverifiedToken(String compact) {
    @Override
    public String toString() {
        return "unverified token of " + compact.length() + " characters";
    }
}
