package matryoshka.cli.oauth;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import matryoshka.cli.issuer.Form;
import matryoshka.cli.issuer.IssuedToken;
import matryoshka.cli.issuer.IssuerAccess;
import matryoshka.cli.issuer.OAuthApi;
import matryoshka.cli.terminal.Output;
import matryoshka.cli.terminal.Shell;
import matryoshka.cli.token.PresentedToken;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code matryoshka exchange}. */
@Command(
        name = "exchange",
        description = {
            "Exchanges a token for another one (RFC 8693), and writes the new one to standard output.",
            "The client must be a service that the token is for, or be registered with the trusted issuer. Without"
                    + " --audience and --scope it gets the same scopes again, which renews a stale token."
        },
        footer = "Example: matryoshka exchange token --credentials orders.json --audience bank")
public final class ExchangeCommand implements Callable<Integer> {
    private static final String GRANT = "urn:ietf:params:oauth:grant-type:token-exchange";
    private static final String TYPES = "urn:ietf:params:oauth:token-type:";

    private enum Type {
        ACCESS_TOKEN,
        ID_TOKEN,
        JWT
    }

    private final Shell shell;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = PresentedToken.HELP)
    private String file = "-";

    @Option(
            names = "--audience",
            paramLabel = "NAME",
            description = "The service to get a token for, by name or audience.")
    private List<String> audiences = List.of();

    @Option(
            names = "--scope",
            paramLabel = "SCOPE",
            description = "A scope, or several separated by spaces; may be repeated.")
    private List<String> scopes = List.of();

    @Option(
            names = "--type",
            paramLabel = "access_token|id_token|jwt",
            description = "The type of the token. Default: access_token.")
    private Type type = Type.ACCESS_TOKEN;

    @Option(
            names = "--parameter",
            paramLabel = "NAME=TEXT",
            description = "A parameter that a dependency requires; may be repeated.")
    private Map<String, String> parameters = Map.of();

    @Mixin
    private final IssuerAccess access = new IssuerAccess();

    @Mixin
    private final Output output = new Output();

    public ExchangeCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        String token = PresentedToken.read(access.input(file, "the token"), shell);
        Form form = new Form()
                .with("grant_type", GRANT)
                .with("subject_token", token)
                .with("subject_token_type", TYPES + type.name().toLowerCase(Locale.ROOT));
        audiences.forEach(audience -> form.with("audience", audience));
        if (!scopes.isEmpty()) {
            form.with("scope", String.join(" ", scopes));
        }
        parameters.forEach(form::with);
        OAuthApi api = access.oauth(shell);
        IssuedToken.show(shell, output, api.post("/oauth2/token", form).orFail());
        return 0;
    }
}
