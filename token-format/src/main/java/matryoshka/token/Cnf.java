package matryoshka.token;

/**
 * What a token is bound to (RFC 7800): the thumbprint of its presenter's key.
 *
 * @param method {@code jkt} (RFC 9449 §6.1) or {@code x5t#S256} (RFC 8705 §3.1)
 * @param thumbprint SHA-256, base64url without padding
 */
public record Cnf(String method, String thumbprint) {}
