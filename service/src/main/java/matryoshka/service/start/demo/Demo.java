package matryoshka.service.start.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import matryoshka.graph.Scopes;
import matryoshka.graph.Sorted;
import matryoshka.service.clients.Client;
import matryoshka.service.planning.minting.IssuedToken;
import matryoshka.service.platform.files.PrivateFile;
import matryoshka.service.platform.oauth.Secret;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.service.start.Issuer;
import matryoshka.service.start.settings.IssuerConfiguration;
import matryoshka.service.tokens.console.LinkToConsole;
import matryoshka.service.tokens.grants.ClientCredentialsRequest;

/** Loads the sample shop into an empty issuer, mints and shows a token for its web shop, and explains how to do the same by hand. */
public final class Demo {
    private static final String CLIENT = "web-shop";
    private static final String SCOPE = "orders:place";

    /** A client with such a large claim that its tokens have no room for the whole tree. */
    private static final String LARGE_CLIENT = "field-sales";

    private static final int DISTRICTS = 370;

    private final Issuer issuer;
    private final IssuerConfiguration configuration;
    private final Path credentials;

    public Demo(Issuer issuer, IssuerConfiguration configuration) {
        this.issuer = issuer;
        this.configuration = configuration;
        this.credentials = configuration.dataDir().resolve("demo-client");
    }

    /** Loads the sample graph and its client, unless a graph was published here before. */
    public void load() {
        if (issuer.snapshots().current().version() == 0) {
            SampleShop.publish(issuer.publishGraph());
            Secret secret = SampleShop.register(issuer, CLIENT, List.of(SCOPE, "orders:read"));
            PrivateFile.write(credentials, CLIENT + ":" + secret.reveal());
            SampleShop.register(issuer, "warehouse", List.of("orders:ship"));
            SampleShop.register(issuer, LARGE_CLIENT, List.of(SCOPE), Map.of("districts", districts()));
        }
    }

    /**
     * Prints where everything is, the token tree, and a command that returns such a token. All at once, so that no line of the log comes
     * in between.
     *
     * @param address where the issuer answers on this machine
     */
    public void show(PrintStream out, URI address) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        PrintStream page = new PrintStream(text, false, StandardCharsets.UTF_8);
        write(page, address);
        page.flush();
        out.print(text.toString(StandardCharsets.UTF_8));
        out.flush();
    }

    private void write(PrintStream out, URI address) {
        Snapshot snapshot = issuer.snapshots().current();
        out.println();
        out.println("Matryoshka is running at " + address + ". " + issuer.signing());
        if (!address.equals(configuration.issuer())) {
            out.println("Its tokens are of the issuer " + configuration.issuer() + ".");
        }
        if (Files.exists(issuer.administration().adminFile())) {
            out.println("The admin client's secret is in "
                    + issuer.administration().adminFile() + "; only you can read it.");
        }
        link(snapshot).ifPresent(link -> {
            out.println("Open the console in a browser. This link signs you in as the admin client, once:");
            out.println();
            out.println("  " + address + link);
            out.println();
        });
        out.println("Graph version " + snapshot.version() + ": "
                + snapshot.graph().document().services().size() + " services, "
                + snapshot.graph().document().dependencies().size() + " dependencies.");
        Optional<Client> client = snapshot.clients().find(CLIENT);
        if (client.isEmpty() || !Files.exists(credentials)) {
            out.println("This database already has a graph of your own; the sample was not loaded.");
            return;
        }
        Optional<IssuedToken> issued = issue(snapshot, client.get());
        if (issued.isEmpty()) {
            out.println("With this graph, the client " + CLIENT + " gets no token for " + SCOPE + ".");
            return;
        }
        out.println();
        out.println("A token for " + CLIENT + " to place an order, and what is nested in it:");
        out.println();
        out.print(TokenTreeText.of(issued.get()));
        out.println();
        showLarge(out, snapshot);
        out.println("Get one yourself:");
        out.println();
        out.printf(
                "  curl -s -u \"$(cat '%s')\" -d grant_type=client_credentials -d scope=%s %s/oauth2/token%n%n",
                real(credentials), SCOPE, address);
    }

    /** Returns the path of a link to the console; empty if there is no admin client, or no console. */
    private Optional<String> link(Snapshot snapshot) {
        return configuration.console().isEnabled()
                ? snapshot.clients()
                        .find(issuer.administration().firstAdmin())
                        .flatMap(admin -> issuer.administration().links().make(admin, null))
                        .map(LinkToConsole.Link::path)
                : Optional.empty();
    }

    private void showLarge(PrintStream out, Snapshot snapshot) {
        snapshot.clients()
                .find(LARGE_CLIENT)
                .flatMap(client -> issue(snapshot, client))
                .ifPresent(issued -> {
                    out.println("A token for " + LARGE_CLIENT
                            + ", which carries a long claim of its own. What no longer fits into the");
                    out.println("size budget is left out; the holder gets it by exchange:");
                    out.println();
                    out.print(TokenTreeText.of(issued));
                    out.println();
                });
    }

    private Optional<IssuedToken> issue(Snapshot snapshot, Client client) {
        ClientCredentialsRequest request =
                new ClientCredentialsRequest(Scopes.of(SCOPE), Sorted.set(List.of()), new TreeMap<>());
        return issuer.issueToken().issue(snapshot, client, request, null).toOptional();
    }

    private static List<String> districts() {
        return IntStream.range(0, DISTRICTS)
                .mapToObj(district -> "D" + (10_000 + 37 * district))
                .toList();
    }

    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
