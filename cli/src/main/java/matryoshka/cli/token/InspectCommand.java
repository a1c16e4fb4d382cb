package matryoshka.cli.token;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Callable;
import matryoshka.cli.issuer.Http;
import matryoshka.cli.issuer.IssuerOption;
import matryoshka.cli.issuer.Request;
import matryoshka.cli.terminal.CommandFailed;
import matryoshka.cli.terminal.Json;
import matryoshka.cli.terminal.Output;
import matryoshka.cli.terminal.Shell;
import matryoshka.cli.terminal.Source;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code matryoshka token inspect}. */
@Command(
        name = "inspect",
        description = {
            "Unfolds a token with everything nested in it, offline. Shows for each layer the audiences, scopes, holder,"
                    + " actors (newest first), remaining lifetime, bytes and a verdict.",
            "Verifies signatures with the keys in --jwks, or else of the issuer that --issuer or MATRYOSHKA_ISSUER"
                    + " names; then every readable layer must verify."
        },
        exitCodeList = {"0:unfolded and, if keys were given, verified", "1:error, or not verified"},
        footer = "Example: matryoshka token issue | matryoshka token inspect --jwks keys.json")
public final class InspectCommand implements Callable<Integer> {
    private static final int MAX_KEY_BYTES = 1 << 20;

    private final Shell shell;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "A token, or the token endpoint's JSON answer. Default: -, standard input.")
    private String file = "-";

    @Option(names = "--jwks", paramLabel = "FILE", description = "The issuer's public keys, a JWK Set (RFC 7517).")
    private @Nullable String jwks;

    @Mixin
    private final IssuerOption issuer = new IssuerOption();

    @Mixin
    private final Output output = new Output();

    public InspectCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Source source = new Source(file);
        String token = PresentedToken.read(source, shell);
        boolean verifying = jwks != null || issuer.given(shell).isPresent();
        Layer outer = new Unfolding(verifying ? judge() : Judge.WITHOUT_KEYS)
                .unfold(token)
                .orElseThrow(() -> new CommandFailed(source + " does not contain a JWT: only the issuer can"
                        + " read other tokens, by introspection"));
        show(outer, shell.clock().instant().getEpochSecond());
        return !verifying || outer.isVerified() ? 0 : 1;
    }

    private void show(Layer outer, long now) {
        if (output.isJson()) {
            shell.result(Json.pretty(LayersJson.of(outer, now)).getBytes(StandardCharsets.UTF_8));
        } else {
            shell.out().print(LayersText.of(outer, shell.colours(), now));
        }
    }

    private Judge judge() {
        if (jwks != null) {
            return keys(new Source(jwks).read(shell, MAX_KEY_BYTES), issuer.option());
        }
        Optional<URI> url = issuer.given(shell);
        try {
            return keys(fetch(url.orElseThrow()), url);
        } catch (CommandFailed unreachable) {
            // The token's content can be shown anyway.
            shell.say("matryoshka: cannot get keys: " + unreachable.getMessage());
            return Judge.WITHOUT_KEYS;
        }
    }

    private Judge keys(byte[] jwkSet, Optional<URI> expected) {
        return new PublishedKeys(jwkSet, expected.map(URI::toString), new SecureRandom(), shell.clock());
    }

    private static byte[] fetch(URI url) {
        return new Http(url).send(Request.get("/oauth2/jwks")).orFail().body();
    }
}
