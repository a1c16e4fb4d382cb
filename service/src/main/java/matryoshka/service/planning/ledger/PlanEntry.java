package matryoshka.service.planning.ledger;

/** What came of the wish to mint from a plan. */
public sealed interface PlanEntry {

    /** It is kept. */
    record Entered(PlanUse use) implements PlanEntry {}

    /**
     * It is new, and there are as many plans as the bounds allow.
     *
     * @param detail one sentence for the client's developer
     */
    record Refused(String detail) implements PlanEntry {}
}
