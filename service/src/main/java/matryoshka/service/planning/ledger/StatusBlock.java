package matryoshka.service.planning.ledger;

/**
 * Where the status of a plan's tokens is published: neighbours in one status list, in the order of the plan's nodes.
 *
 * <p>All numbers have four digits: a token's size is then known before its place in a list is.
 *
 * @param list the number of the list
 * @param first the index of the first token in it
 */
public record StatusBlock(int list, int first) {
    /** The first list, and the first index in use in each. */
    public static final int MIN = 1_000;

    /** No list's number and no index is as large. */
    public static final int LIMIT = 10_000;
}
