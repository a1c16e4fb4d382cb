package matryoshka.cli.issuer;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import matryoshka.cli.terminal.CommandFailed;
import matryoshka.cli.terminal.Shell;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The URL of the issuer. */
public final class IssuerOption {
    private static final String VARIABLE = "MATRYOSHKA_ISSUER";
    private static final String DEFAULT = "http://localhost:8080";

    @Option(
            names = "--issuer",
            paramLabel = "URL",
            description = "The issuer. Default: " + VARIABLE + ", otherwise " + DEFAULT + ".")
    private @Nullable String option;

    /** Returns the option, else the variable, else the default. */
    public URI url(Shell shell) {
        return given(shell).orElseGet(() -> parse(DEFAULT));
    }

    /** Returns the option, else the variable. */
    public Optional<URI> given(Shell shell) {
        return option().or(() -> shell.variable(VARIABLE).map(IssuerOption::parse));
    }

    /** Returns the option from the command line. */
    public Optional<URI> option() {
        return Optional.ofNullable(option).map(IssuerOption::parse);
    }

    /** Does not quote an invalid URL, which may contain a password. */
    private static URI parse(String text) {
        try {
            URI url = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            boolean http = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
            if (http && url.getHost() != null && url.getRawUserInfo() == null && hasPathOnly(url)) {
                return url;
            }
        } catch (URISyntaxException malformed) {
            // Reported below.
        }
        throw new CommandFailed("the issuer must be an http or https URL without user, query or fragment");
    }

    private static boolean hasPathOnly(URI url) {
        return url.getRawQuery() == null && url.getRawFragment() == null;
    }
}
