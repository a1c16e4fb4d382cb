package matryoshka.graph.plan;

import java.util.function.Function;

/** A value, or the reason why there is none. */
public sealed interface PlanResult<T> {

    /** Maps the value; keeps a refusal. */
    default <R> PlanResult<R> map(Function<? super T, ? extends R> change) {
        if (this instanceof Refused<T> refused) {
            return new Refused<>(refused.reason(), refused.detail());
        }
        return new Planned<>(change.apply(((Planned<T>) this).value()));
    }

    /** Maps the value to another result; keeps a refusal. */
    default <R> PlanResult<R> flatMap(Function<? super T, PlanResult<R>> next) {
        if (this instanceof Refused<T> refused) {
            return new Refused<>(refused.reason(), refused.detail());
        }
        return next.apply(((Planned<T>) this).value());
    }

    /** There is a value. */
    record Planned<T>(T value) implements PlanResult<T> {}

    /**
     * There is no value.
     *
     * @param reason the kind of refusal
     * @param detail one sentence for the client's developer
     */
    record Refused<T>(PlanRefusal reason, String detail) implements PlanResult<T> {}
}
