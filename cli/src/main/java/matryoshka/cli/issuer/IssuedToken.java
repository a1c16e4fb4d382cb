package matryoshka.cli.issuer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import matryoshka.cli.terminal.Output;
import matryoshka.cli.terminal.Shell;
import matryoshka.cli.terminal.Span;

/** A response of the token endpoint: the token alone goes to standard output, its properties to standard error. */
public final class IssuedToken {
    private IssuedToken() {}

    public static void show(Shell shell, Output output, Answer answer) {
        if (output.is(Output.Format.JSON)) {
            shell.result(answer.body());
            return;
        }
        ObjectNode json = answer.json();
        shell.result(json.path("access_token").asText());
        if (!output.isRaw()) {
            shell.say(String.format(
                    Locale.ROOT,
                    "%s; lives %s; graph version %d, %.1f %% of the budget",
                    json.path("scope").asText(),
                    Span.of(json.path("expires_in").asLong()),
                    json.path("graph_version").asLong(),
                    json.path("budget_used").asDouble() * 100));
        }
    }
}
