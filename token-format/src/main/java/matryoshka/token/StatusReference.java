package matryoshka.token;

/**
 * Where a token's status is to be looked up: the {@code status} claim (draft-ietf-oauth-status-list).
 *
 * @param index the place in the list
 * @param uri where the list is
 */
public record StatusReference(int index, String uri) {}
