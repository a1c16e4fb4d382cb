package matryoshka.service.planning.ledger;

/**
 * Where the status of a plan's tokens is published: consecutive places in one status list, in the order of the plan's nodes.
 *
 * <p>All numbers have four digits, so that the size of a token is known before its place in a list is.
 *
 * @param list the number of the list
 * @param first the index of the first token in it
 */
public record StatusBlock(int list, int first) {
    /** The first list number, and the first index used in each list. */
    public static final int MIN = 1_000;

    /** The exclusive upper bound of list numbers and indexes. */
    public static final int LIMIT = 10_000;
}
