package matryoshka.cli.issuer;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import matryoshka.cli.terminal.CommandFailed;
import matryoshka.cli.terminal.Json;
import matryoshka.cli.terminal.Shell;
import matryoshka.cli.terminal.Source;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Reads credentials from a file, standard input or the environment. Never from the command line, where others could see a secret. */
public final class CredentialsOption {
    private static final int MAX_BYTES = 65_536;
    private static final String TOKEN = "MATRYOSHKA_TOKEN";
    private static final String CLIENT_ID = "MATRYOSHKA_CLIENT_ID";
    private static final String CLIENT_SECRET = "MATRYOSHKA_CLIENT_SECRET";

    /** RFC 6750 §2.1. */
    private static final Pattern BEARER = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    @Option(
            names = "--credentials",
            paramLabel = "FILE",
            description = {
                "A client's credentials: JSON with client_id and client_secret, such as the issuer's"
                        + " admin-client.json, or id:secret; - reads standard input.",
                "Default: MATRYOSHKA_TOKEN (an access token), else MATRYOSHKA_CLIENT_ID and MATRYOSHKA_CLIENT_SECRET."
            })
    private @Nullable String file;

    /** Returns whether they are read from standard input, so that nothing else can be. */
    public boolean isStandardInput() {
        return file != null && new Source(file).isStandardInput();
    }

    /** Returns the credentials; throws {@link CommandFailed} if there are none. */
    public Credentials read(Shell shell) {
        if (file != null) {
            Source source = new Source(file);
            return parse(source, new String(source.read(shell, MAX_BYTES), StandardCharsets.UTF_8).strip());
        }
        Optional<String> token = shell.variable(TOKEN).map(String::strip);
        if (token.isPresent()) {
            return bearer(token.get());
        }
        Optional<String> id = shell.variable(CLIENT_ID);
        Optional<String> secret = shell.variable(CLIENT_SECRET);
        if (id.isPresent() && secret.isPresent()) {
            return new Credentials.Client(id.get(), secret.get());
        }
        throw new CommandFailed("no credentials: set " + CLIENT_ID + " and " + CLIENT_SECRET + ", or " + TOKEN
                + ", or give --credentials FILE");
    }

    private static Credentials parse(Source source, String text) {
        Optional<Credentials.Client> client = text.startsWith("{") ? json(text) : pair(text);
        return client.filter(c -> !c.id().isEmpty() && !c.secret().isEmpty())
                .orElseThrow(() -> new CommandFailed(source + " does not contain a client_id and a client_secret"));
    }

    private static Optional<Credentials.Client> json(String text) {
        return Json.object(text.getBytes(StandardCharsets.UTF_8))
                .map(json -> new Credentials.Client(
                        json.path("client_id").asText(),
                        json.path("client_secret").asText()));
    }

    private static Optional<Credentials.Client> pair(String text) {
        int colon = text.indexOf(':');
        return colon < 0
                ? Optional.empty()
                : Optional.of(new Credentials.Client(text.substring(0, colon), text.substring(colon + 1)));
    }

    private static Credentials bearer(String token) {
        if (!BEARER.matcher(token).matches()) {
            throw new CommandFailed(TOKEN + " does not contain an access token");
        }
        return new Credentials.Bearer(token);
    }
}
