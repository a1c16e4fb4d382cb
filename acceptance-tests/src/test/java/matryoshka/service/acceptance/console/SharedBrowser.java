package matryoshka.service.acceptance.console;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives test classes a browser that they share. Without Chromium and its driver, the tests are skipped. */
public final class SharedBrowser implements ParameterResolver, ExecutionCondition {
    private static final Namespace NAMESPACE = Namespace.create(SharedBrowser.class);
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER)
                ? ConditionEvaluationResult.enabled("Chromium is installed")
                : ConditionEvaluationResult.disabled(
                        "Chromium is not installed: apt-get install chromium chromium-driver");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Browser.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(Browser.class, key -> Browser.start(CHROMIUM, DRIVER), Browser.class);
    }
}
