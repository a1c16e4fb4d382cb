package matryoshka.cli.graph;

import java.util.List;
import matryoshka.cli.issuer.Form;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that determine what a plan covers. */
final class PlanQuery {
    @Option(
            names = "--version",
            paramLabel = "N",
            description = "The version of the graph to plan with. Default: the current one.")
    private @Nullable Long version;

    @Option(
            names = "--audience",
            paramLabel = "NAME",
            description = "Only for this service, by name or audience; may be repeated.")
    private List<String> audiences = List.of();

    @Option(
            names = "--trusted-issuer",
            paramLabel = "NAME",
            description = "Plan for a user of this trusted issuer; requires --subject.")
    private @Nullable String trustedIssuer;

    @Option(names = "--subject", paramLabel = "TEXT", description = "The user's subject at the trusted issuer.")
    private @Nullable String subject;

    @Option(
            names = "--claims",
            paramLabel = "JSON",
            description = "Further claims of that issuer's token, such as {\"tier\": \"gold\"}.")
    private @Nullable String claims;

    @Option(
            names = "--via",
            paramLabel = "SERVICE",
            description =
                    "Plan for this service, which exchanges the token; repeat it for each service of a chain. Then"
                            + " --audience and --scope are what the last one requests.")
    private List<String> via = List.of();

    @Option(
            names = "--scope",
            paramLabel = "SCOPE",
            description = "With --via: a scope that the last service requests.")
    private List<String> exchangeScopes = List.of();

    @Nullable
    Long version() {
        return version;
    }

    /** Returns whether it has options that apply to a single client only. */
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
