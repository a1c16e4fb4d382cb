package matryoshka.graph;

/**
 * A confirmation method (RFC 7800) by thumbprint.
 *
 * @param method {@code jkt} (RFC 9449) or {@code x5t#S256} (RFC 8705)
 * @param thumbprint a SHA-256 digest in base64url without padding, 43 characters
 */
public record Confirmation(String method, String thumbprint) {}
