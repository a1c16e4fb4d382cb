package matryoshka.cli.graph;

import java.util.function.BiFunction;
import matryoshka.cli.issuer.AdminApi;
import matryoshka.cli.issuer.Credentials;
import matryoshka.cli.issuer.CredentialsOption;
import matryoshka.cli.issuer.Http;
import matryoshka.cli.issuer.IssuerOption;
import matryoshka.cli.terminal.CommandFailed;
import matryoshka.cli.terminal.Shell;
import matryoshka.cli.terminal.Source;
import picocli.CommandLine.Mixin;

/** The options that say which issuer a command asks, and as whom. */
final class Asking {
    @Mixin
    private final IssuerOption issuer = new IssuerOption();

    @Mixin
    private final CredentialsOption credentials = new CredentialsOption();

    /** The issuer's graph, with one of the accesses that {@link AdminApi} has. */
    GraphApi graph(Shell shell, BiFunction<Http, Credentials, AdminApi> access) {
        Http http = new Http(issuer.url(shell));
        return new GraphApi(access.apply(http, credentials.read(shell)));
    }

    /** The document that is to be the graph. */
    GraphFile document(Shell shell, String file) {
        Source source = new Source(file);
        if (source.isStandardInput() && credentials.isStandardInput()) {
            throw new CommandFailed("standard input can give the graph or the credentials, not both");
        }
        return GraphFile.read(source, shell);
    }
}
