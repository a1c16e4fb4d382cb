package matryoshka.jakarta;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands the one running shop to the tests, and closes it after the last. */
final class Running implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RunningShop.class;
    }

    @Override
    public RunningShop resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.GLOBAL)
                .computeIfAbsent(RunningShop.class, key -> start(), RunningShop.class);
    }

    private static RunningShop start() {
        try {
            return new RunningShop();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }
}
