package matryoshka.cli.keycloak;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import matryoshka.cli.keycloak.Proposal.Client;
import matryoshka.cli.keycloak.Proposal.Dependency;
import matryoshka.cli.keycloak.Proposal.Service;
import matryoshka.cli.terminal.Printable;

/** Writes a proposal as a graph document in YAML. What a graph does not hold is in comments. */
final class ProposalText {
    private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";

    private final StringBuilder text = new StringBuilder();

    private ProposalText() {}

    static String of(Proposal proposal) {
        ProposalText text = new ProposalText();
        text.head(proposal);
        text.services(proposal.services());
        text.dependencies(proposal.dependencies());
        text.clients(proposal);
        text.open(proposal.open());
        return text.text.toString();
    }

    private void head(Proposal proposal) {
        comment("A proposal, made from the realm " + proposal.realm() + " of Keycloak. Nothing has been published.");
        comment("Read it, change it, and then:");
        comment("  matryoshka graph diff FILE");
        comment("  matryoshka graph publish FILE");
        comment(
                "Keycloak says who may call whom, but not in which requests. Give dependencies 'requires', the scopes that the");
        comment("caller's token must have, so that a service gets authority only where it needs it.");
    }

    private void services(Map<String, Service> services) {
        line(services.isEmpty() ? "services: {}" : "services:");
        services.forEach((name, service) -> {
            line("  " + quoted(name) + ":");
            if (!service.audience().isEmpty()) {
                line("    audience: " + quoted(service.audience()));
            }
            if (!service.description().isEmpty()) {
                line("    description: " + quoted(service.description()));
            }
            line(service.scopes().isEmpty() ? "    scopes: {}" : "    scopes:");
            service.scopes()
                    .forEach((scope, description) -> line("      " + quoted(scope) + ": " + quoted(description)));
        });
    }

    private void dependencies(Map<String, Dependency> dependencies) {
        line(dependencies.isEmpty() ? "dependencies: {}" : "dependencies:");
        dependencies.forEach((name, dependency) -> {
            line("  " + quoted(name) + ":");
            line("    from: " + quoted(dependency.from()));
            line("    to: " + quoted(dependency.to()));
            line("    grants: ["
                    + dependency.grants().stream().map(ProposalText::quoted).collect(Collectors.joining(", ")) + "]");
            if (dependency.exchange()) {
                line("    sharing: exchange # they call each other in a circle");
            }
        });
    }

    private void clients(Proposal proposal) {
        line("");
        comment("Clients. Register them after the publish. Their secrets are new: nothing was taken from Keycloak.");
        proposal.clients().forEach((name, client) -> comment("  " + command(name, client)));
        comment("Users keep logging in at Keycloak. Its tokens begin chains here:");
        comment("  matryoshka issuers register keycloak issuer=https://login.example/realms/REALM \\");
        comment("    jwks_uri=https://login.example/realms/REALM/protocol/openid-connect/certs \\");
        comment("    audiences:='[\"matryoshka\"]' types:='[\"jwt\"]' algorithms:='[\"RS256\"]' clients:='["
                + proposal.clients().entrySet().stream()
                        .filter(client -> client.getValue().grantTypes().contains("token-exchange"))
                        .filter(client -> !proposal.services().containsKey(client.getKey()))
                        .map(client -> quoted(client.getKey()))
                        .collect(Collectors.joining(","))
                + "]'");
    }

    private static String command(String name, Client client) {
        String grantTypes = client.grantTypes().stream()
                .map(type -> quoted(type.equals("token-exchange") ? EXCHANGE : type))
                .collect(Collectors.joining(","));
        return "matryoshka clients register " + name + " scope='" + words(client.scopes()) + "' grant_types:='["
                + grantTypes + "]'";
    }

    private static String words(Collection<String> scopes) {
        return String.join(" ", scopes);
    }

    private void open(List<String> open) {
        if (!open.isEmpty()) {
            line("");
            comment("To decide:");
            open.forEach(sentence -> comment("- " + sentence));
        }
    }

    private void comment(String sentence) {
        line("# " + Printable.of(sentence));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    /** As in JSON, which YAML reads alike. */
    private static String quoted(String value) {
        return TextNode.valueOf(Printable.of(value)).toString();
    }
}
