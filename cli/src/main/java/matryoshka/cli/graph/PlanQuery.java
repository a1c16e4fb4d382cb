package matryoshka.cli.graph;

import java.util.List;
import matryoshka.cli.issuer.Form;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say of what a plan is made. */
final class PlanQuery {
    @Option(
            names = "--version",
            paramLabel = "N",
            description = "By this version of the graph. Default: the current one.")
    private @Nullable Long version;

    @Option(
            names = "--audience",
            paramLabel = "NAME",
            description = "Only for this service, by name or audience; may be repeated.")
    private List<String> audiences = List.of();

    @Option(
            names = "--trusted-issuer",
            paramLabel = "NAME",
            description = "For a user of this trusted issuer, who needs a --subject.")
    private @Nullable String trustedIssuer;

    @Option(names = "--subject", paramLabel = "TEXT", description = "What the trusted issuer calls the user.")
    private @Nullable String subject;

    @Option(
            names = "--claims",
            paramLabel = "JSON",
            description = "Further claims of the user's token there, such as {\"tier\": \"gold\"}.")
    private @Nullable String claims;

    @Option(
            names = "--via",
            paramLabel = "SERVICE",
            description = "For this service, which exchanges the token; repeat it for each service of a chain. Then"
                    + " --audience and --scope are what the last one asks for.")
    private List<String> via = List.of();

    @Option(names = "--scope", paramLabel = "SCOPE", description = "With --via: what the last service asks for.")
    private List<String> exchangeScopes = List.of();

    @Nullable
    Long version() {
        return version;
    }

    /** Whether it asks for what only one client's plan has. */
    boolean isAboutOneClient() {
        return trustedIssuer != null || subject != null || claims != null || !via.isEmpty() || !audiences.isEmpty();
    }

    Form of(String client, List<String> scopes) {
        Form query = new Form().with("client_id", client);
        if (!scopes.isEmpty()) {
            query.with("scope", String.join(" ", scopes));
        }
        with(query, "issuer", trustedIssuer);
        with(query, "subject", subject);
        with(query, "claims", claims);
        via.forEach(service -> query.with("via", service));
        audiences.forEach(audience -> query.with("audience", audience));
        if (!exchangeScopes.isEmpty()) {
            query.with("exchange_scope", String.join(" ", exchangeScopes));
        }
        return GraphApi.atVersion(query, version);
    }

    private static void with(Form query, String name, @Nullable String value) {
        if (value != null) {
            query.with(name, value);
        }
    }
}
