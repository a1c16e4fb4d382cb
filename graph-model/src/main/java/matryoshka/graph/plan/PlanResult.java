package matryoshka.graph.plan;

/** A value or the reason there is none. */
public sealed interface PlanResult<T> {

    /** There is one. */
    record Planned<T>(T value) implements PlanResult<T> {}

    /**
     * There is none.
     *
     * @param reason which kind of refusal
     * @param detail one sentence for the client's developer
     */
    record Refused<T>(PlanRefusal reason, String detail) implements PlanResult<T> {}
}
