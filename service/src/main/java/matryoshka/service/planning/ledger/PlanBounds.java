package matryoshka.service.planning.ledger;

import java.util.Optional;

/**
 * How many plans there may be of chains that one client began.
 *
 * <p>Exchanges by other clients may use half of them, so that they cannot exhaust the bound of the client that began the chain. Of that
 * half, each exchanging client may use as many as remain free: a single client gets half of it, two get a third each, and a client with few
 * plans always finds room.
 *
 * @param living plans with live tokens
 */
public record PlanBounds(int living) {
    /** How many times as many plans may be stored in total, including those whose tokens have all expired, which are kept for a day. */
    static final int KEPT_FACTOR = 10;

    private static final String ADVICE = " Repeat an earlier request, or try again when some of them have expired.";

    /**
     * The number of plans of one origin client.
     *
     * @param living plans with live tokens
     * @param exchanged those of them that other clients got by exchange
     * @param asker those of them that the requesting client got by exchange
     * @param kept all stored plans
     */
    record Counted(int living, int exchanged, int asker, int kept) {}

    int kept() {
        return Math.multiplyExact(living, KEPT_FACTOR);
    }

    /** Returns why there may not be another plan; empty if there may. */
    Optional<String> refusal(Counted counted, boolean isExchange) {
        if (counted.living() >= living) {
            return refused(
                    "Chains of this origin client already have " + living + " distinct live tokens, the maximum");
        }
        if (counted.kept() >= kept()) {
            return refused("Chains of this origin client have produced " + kept()
                    + " distinct tokens within a day, the maximum");
        }
        return isExchange && counted.asker() >= living / 2 - counted.exchanged()
                ? refused("Chains of this origin client already have " + counted.exchanged()
                        + " distinct live tokens from exchanges, and this client has its share")
                : Optional.empty();
    }

    private static Optional<String> refused(String sentence) {
        return Optional.of(sentence + "." + ADVICE);
    }
}
