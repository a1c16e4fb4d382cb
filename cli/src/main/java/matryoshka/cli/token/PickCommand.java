package matryoshka.cli.token;

import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import matryoshka.cli.terminal.CommandFailed;
import matryoshka.cli.terminal.Json;
import matryoshka.cli.terminal.Output;
import matryoshka.cli.terminal.Printable;
import matryoshka.cli.terminal.Shell;
import matryoshka.cli.terminal.Source;
import matryoshka.token.EmbeddedToken;
import matryoshka.token.EmbeddedTokens;
import matryoshka.token.Unpacking;
import matryoshka.token.UnverifiedToken;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code matryoshka token pick}. */
@Command(
        name = "pick",
        description = {
            "Writes the nested token for the next call, offline. It is a secret: whoever has it can use it.",
            "Looks only at tokens nested directly in this one, and does not verify them."
        },
        exitCodeList = {"0:written", "1:error, or not exactly one such token"},
        footer = "Example: matryoshka token issue | matryoshka token pick --audience payments")
public final class PickCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "A token, or the token endpoint's JSON answer. Default: -, standard input.")
    private String file = "-";

    @Option(
            names = "--audience",
            required = true,
            paramLabel = "AUDIENCE",
            description = "The audience of the service to call, exactly as its tokens name it.")
    private String audience = "";

    @Option(
            names = "--holder",
            paramLabel = "NAME",
            description = "The calling service; required if several services share the token.")
    private @Nullable String holder;

    @Mixin
    private final Output output = new Output();

    public PickCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Source source = new Source(file);
        List<EmbeddedToken> nested = nested(source, PresentedToken.read(source, shell));
        List<EmbeddedToken> found = nested.stream()
                .filter(token -> token.audiences().contains(audience))
                .filter(token -> holder == null
                        || token.holder() == null
                        || token.holder().equals(holder))
                .toList();
        if (found.isEmpty()) {
            throw new CommandFailed(none(nested));
        }
        if (found.size() > 1) {
            throw new CommandFailed("several services can call " + audience + ": choose one with --holder: "
                    + listed(found.stream()
                            .map(EmbeddedToken::holder)
                            .filter(Objects::nonNull)
                            .toList()));
        }
        String compact = found.get(0).token().compact();
        shell.result(
                output.is(Output.Format.JSON)
                        ? Json.object().put("access_token", compact).toString()
                        : compact);
        return 0;
    }

    private static List<EmbeddedToken> nested(Source source, String token) {
        Unpacking unpacking = EmbeddedTokens.read(new UnverifiedToken(token));
        if (unpacking instanceof Unpacking.Refused refused) {
            throw new CommandFailed("cannot read the tokens nested in the one from " + source + ": "
                    + refused.flaw().sentence());
        }
        return ((Unpacking.Unpacked) unpacking).tokens();
    }

    private String none(List<EmbeddedToken> nested) {
        String whose = holder == null ? "" : " that " + holder + " may present";
        return "no token for " + audience + whose
                + " is nested in this one; get one by exchange. Nested are tokens for: "
                + (nested.isEmpty()
                        ? "nobody"
                        : listed(nested.stream()
                                .flatMap(token -> token.audiences().stream())
                                .toList()));
    }

    private static String listed(List<String> names) {
        return String.join(
                ", ", new TreeSet<>(names).stream().map(Printable::of).toList());
    }
}
