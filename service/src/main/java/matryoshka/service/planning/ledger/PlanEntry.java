package matryoshka.service.planning.ledger;

/** The result of entering a plan into the ledger. */
public sealed interface PlanEntry {

    /** The plan is stored. */
    record Entered(PlanUse use) implements PlanEntry {}

    /**
     * The plan is new, and the bounds allow no more.
     *
     * @param detail one sentence for the client's developer
     */
    record Refused(String detail) implements PlanEntry {}
}
