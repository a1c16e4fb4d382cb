package matryoshka.token;

/**
 * Where to look up a token's status: the {@code status} claim (draft-ietf-oauth-status-list).
 *
 * @param index the position in the list
 * @param uri the URL of the list
 */
public record StatusReference(int index, String uri) {}
