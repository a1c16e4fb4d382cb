package matryoshka.graph.plan;

import java.util.Optional;
import java.util.function.Function;

/** A value, or the reason why there is none. */
public sealed interface PlanResult<T> {

    /** Returns what one function makes of the value, or the other of a refusal. */
    default <R> R fold(Function<? super T, ? extends R> planned, Function<Refused<T>, ? extends R> refused) {
        return this instanceof Planned<T> there ? planned.apply(there.value()) : refused.apply((Refused<T>) this);
    }

    /** Maps the value; keeps a refusal. */
    default <R> PlanResult<R> map(Function<? super T, ? extends R> change) {
        return flatMap(value -> new Planned<>(change.apply(value)));
    }

    /** Maps the value to another result; keeps a refusal. */
    default <R> PlanResult<R> flatMap(Function<? super T, PlanResult<R>> next) {
        return fold(next, refused -> new Refused<>(refused.reason(), refused.detail()));
    }

    /** Returns the value; throws what the function makes of a refusal. */
    default <X extends Throwable> T orElseThrow(Function<Refused<T>, X> exception) throws X {
        if (this instanceof Planned<T> there) {
            return there.value();
        }
        throw exception.apply((Refused<T>) this);
    }

    /** Returns the value; empty if it is refused. */
    default Optional<T> toOptional() {
        return fold(Optional::of, refused -> Optional.empty());
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
