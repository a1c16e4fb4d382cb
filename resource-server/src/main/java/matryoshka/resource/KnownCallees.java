package matryoshka.resource;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The services that this one calls: those configured, then those that the graph lists.
 *
 * @param egress null without credentials
 */
record KnownCallees(Callees configured, @Nullable EgressFeed egress) implements Supplier<Callees> {
    @Override
    public Callees get() {
        return egress == null
                ? configured
                : egress.callees().map(configured::and).orElse(configured);
    }
}
