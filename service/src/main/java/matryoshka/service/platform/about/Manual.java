package matryoshka.service.platform.about;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The documentation of the version that runs: Markdown, as it is in {@code docs/} of the sources. */
final class Manual {
    /** The pages, in the order in which one reads them. */
    static final List<String> PAGES = List.of(
            "model.md",
            "clients.md",
            "token-anatomy.md",
            "token-size.md",
            "issuance-cycle.md",
            "staleness.md",
            "exchange.md",
            "resource-servers.md",
            "queues.md",
            "gateway.md",
            "graph-document.md",
            "graph-api.md",
            "trusted-issuers.md",
            "proxies.md",
            "events.md",
            "cli.md",
            "console.md",
            "errors.md",
            "operations.md",
            "limits.md",
            "performance.md",
            "keycloak.md",
            "from-keycloak.md",
            "your-client.md");

    private static final String FOLDER = "/matryoshka/docs/";
    private static final String HEADING = "# ";

    private Manual() {}

    /** A page; empty when there is none of this name. */
    static Optional<byte[]> content(String page) {
        return PAGES.contains(page) ? Optional.of(read(page)) : Optional.empty();
    }

    /** The heading of a page. */
    static String title(String page) {
        return new String(read(page), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith(HEADING))
                .findFirst()
                .map(line -> line.substring(HEADING.length()))
                .orElse(page);
    }

    private static byte[] read(String page) {
        try (InputStream file = Manual.class.getResourceAsStream(FOLDER + page)) {
            return Objects.requireNonNull(file, page).readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
