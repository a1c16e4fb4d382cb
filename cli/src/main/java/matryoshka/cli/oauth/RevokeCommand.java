package matryoshka.cli.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import matryoshka.cli.issuer.AdminApi;
import matryoshka.cli.issuer.Form;
import matryoshka.cli.issuer.IssuerAccess;
import matryoshka.cli.issuer.Request;
import matryoshka.cli.issuer.View;
import matryoshka.cli.terminal.CommandFailed;
import matryoshka.cli.terminal.Json;
import matryoshka.cli.terminal.Output;
import matryoshka.cli.terminal.RecordText;
import matryoshka.cli.terminal.Shell;
import matryoshka.cli.token.PresentedToken;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code matryoshka revoke}. */
@Command(
        name = "revoke",
        description = {
            "Revokes a token, with everything nested in it and everything it was exchanged for (RFC 7009).",
            "With --client or --subject, revokes all tokens that were issued until now: those that the client began,"
                    + " presents or acts in, or those that act for the subject. This requires clients:write."
        },
        footer = {
            "Examples: matryoshka revoke token --credentials web-shop.json",
            "          matryoshka revoke --client web-shop --credentials admin-client.json"
        })
public final class RevokeCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = PresentedToken.HELP)
    private @Nullable String file;

    @Option(names = "--client", paramLabel = "ID", description = "Revoke all tokens of this client.")
    private @Nullable String client;

    @Option(names = "--subject", paramLabel = "TEXT", description = "Revoke all tokens that act for this subject.")
    private @Nullable String subject;

    @Mixin
    private final IssuerAccess access = new IssuerAccess();

    @Mixin
    private final Output output = new Output();

    public RevokeCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        boolean all = client != null || subject != null;
        if ((file != null && all) || (client != null && subject != null)) {
            throw new CommandFailed(
                    "revoke exactly one of these: a token, all tokens of a client, all tokens of a subject");
        }
        return all ? revokeAll() : revokeToken(file == null ? "-" : file);
    }

    private int revokeToken(String name) {
        String token = PresentedToken.read(access.input(name, "the token"), shell);
        access.oauth(shell)
                .post("/oauth2/revoke", new Form().with("token", token))
                .orFail();
        if (output.isJson()) {
            shell.result("{}");
        } else {
            shell.say("revoked, if it was active");
        }
        return 0;
    }

    private int revokeAll() {
        ObjectNode request = Json.object();
        if (client != null) {
            request.put("client_id", client);
        } else {
            request.put("subject", subject);
        }
        AdminApi api = access.admin(shell, AdminApi::toAdminister);
        View.of(RecordText::of)
                .show(
                        shell,
                        output,
                        api.send(Request.post("/revocations", request)).orFail());
        return 0;
    }
}
