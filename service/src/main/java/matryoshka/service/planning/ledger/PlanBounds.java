package matryoshka.service.planning.ledger;

import java.util.Optional;

/**
 * How many plans there may be of chains that one client began.
 *
 * <p>Exchanges by others may take half of them, so that they cannot use up the bound against the client that began the chain. Of that half,
 * each client that exchanges may have as many as are free besides: one alone takes half of it, two a third each, and whoever has few
 * always finds room.
 *
 * @param living plans of which tokens may be alive
 */
public record PlanBounds(int living) {
    /** So many times as many are kept, counting those whose tokens have all expired: they are kept for a day. */
    static final int KEPT_FACTOR = 10;

    private static final String ADVICE =
            " Ask for something that was asked for before, or again when some of them have expired.";

    /**
     * The plans there are of one origin client.
     *
     * @param living those of which tokens may be alive
     * @param exchanged those of them that other clients have exchanged for
     * @param asker those of them that the asking client has exchanged for
     * @param kept all
     */
    record Counted(int living, int exchanged, int asker, int kept) {}

    int kept() {
        return Math.multiplyExact(living, KEPT_FACTOR);
    }

    /** Why there may not be one more; empty when there may. */
    Optional<String> refusal(Counted counted, boolean isExchange) {
        if (counted.living() >= living) {
            return refused(
                    "%d different tokens are alive in chains that this client began, the most there may be", living);
        }
        if (counted.kept() >= kept()) {
            return refused("Chains that this client began have led to %d different tokens within a day", kept());
        }
        return isExchange && counted.asker() >= living / 2 - counted.exchanged()
                ? refused(
                        "%d different tokens that were exchanged for are alive in chains that this client began",
                        counted.exchanged())
                : Optional.empty();
    }

    private static Optional<String> refused(String sentence, int count) {
        return Optional.of(sentence.formatted(count) + "." + ADVICE);
    }
}
