package matryoshka.cli.issuer;

import java.util.function.BiFunction;
import matryoshka.cli.terminal.CommandFailed;
import matryoshka.cli.terminal.Shell;
import matryoshka.cli.terminal.Source;
import picocli.CommandLine.Mixin;

/** The options that select the issuer and the credentials. */
public final class IssuerAccess {
    @Mixin
    private final IssuerOption issuer = new IssuerOption();

    @Mixin
    private final CredentialsOption credentials = new CredentialsOption();

    /** Returns the admin API, with one of the access rights of {@link AdminApi}. */
    public AdminApi admin(Shell shell, BiFunction<Http, Credentials, AdminApi> access) {
        Http http = new Http(issuer.url(shell));
        return access.apply(http, credentials.read(shell));
    }

    /** Returns the endpoints for clients. */
    public OAuthApi oauth(Shell shell) {
        Http http = new Http(issuer.url(shell));
        return new OAuthApi(http, credentials.read(shell));
    }

    /**
     * Returns a file that a command reads besides the credentials.
     *
     * @param what the content, for the message if standard input would have to provide both
     */
    public Source input(String file, String what) {
        Source source = new Source(file);
        if (source.isStandardInput() && credentials.isStandardInput()) {
            throw new CommandFailed("standard input can provide " + what + " or the credentials, not both");
        }
        return source;
    }
}
