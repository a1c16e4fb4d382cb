package matryoshka.resource;

/** What a {@link ResourceServer} counts. */
public enum Count {
    /** Received tokens that were accepted. */
    ACCEPTED,
    /** Requests that were refused. */
    REFUSED,
    /** Tokens for other services that were embedded in the received ones. */
    EMBEDDED,
    /** Tokens for other services from the cache of exchanged ones. */
    CACHE_HITS,
    /** Requests to the issuer to exchange a token. */
    EXCHANGES,
    /** Requests for tokens for other services that could not be met. */
    NO_TOKEN
}
