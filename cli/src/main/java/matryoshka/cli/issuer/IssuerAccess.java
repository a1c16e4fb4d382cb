package matryoshka.cli.issuer;

import java.util.function.BiFunction;
import matryoshka.cli.terminal.CommandFailed;
import matryoshka.cli.terminal.Shell;
import matryoshka.cli.terminal.Source;
import picocli.CommandLine.Mixin;

/** The options that say which issuer a command uses, and as whom. */
public final class IssuerAccess {
    @Mixin
    private final IssuerOption issuer = new IssuerOption();

    @Mixin
    private final CredentialsOption credentials = new CredentialsOption();

    /** The admin API, with one of the accesses that {@link AdminApi} has. */
    public AdminApi admin(Shell shell, BiFunction<Http, Credentials, AdminApi> access) {
        Http http = new Http(issuer.url(shell));
        return access.apply(http, credentials.read(shell));
    }

    /** The endpoints for clients. */
    public OAuthApi oauth(Shell shell) {
        Http http = new Http(issuer.url(shell));
        return new OAuthApi(http, credentials.read(shell));
    }

    /**
     * A file that a command reads besides the credentials.
     *
     * @param what it gives, for the message when standard input would have to give both
     */
    public Source input(String file, String what) {
        Source source = new Source(file);
        if (source.isStandardInput() && credentials.isStandardInput()) {
            throw new CommandFailed("standard input can give " + what + " or the credentials, not both");
        }
        return source;
    }
}
