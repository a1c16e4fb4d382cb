package matryoshka.service.start;

import matryoshka.service.clients.authentication.ClientAuthentication;
import matryoshka.service.platform.console.ConsoleResource;
import matryoshka.service.revocation.RevocationCache;
import matryoshka.service.start.settings.ConsoleSettings;
import matryoshka.service.tokens.console.ConsoleLinkResource;
import matryoshka.service.tokens.console.ConsoleSessionResource;
import matryoshka.service.tokens.console.ConsoleSessions;
import matryoshka.service.tokens.console.ContinueSession;
import matryoshka.service.tokens.console.JdbiConsoleSessions;
import matryoshka.service.tokens.console.LinkToConsole;
import matryoshka.service.tokens.console.PurgeConsoleSessions;
import matryoshka.service.tokens.grants.IssueToken;

/** Wires the web console: its files, one-time links, and the sessions that these begin. */
final class ConsoleArea {
    private final Platform platform;
    private final ConsoleSettings settings;
    private final ConsoleSessions sessions;
    private final LinkToConsole links;

    ConsoleArea(Platform platform) {
        this.platform = platform;
        this.settings = platform.configuration().console();
        this.sessions = new JdbiConsoleSessions(platform.jdbi(), settings.maxSessionsPerClient());
        this.links = new LinkToConsole(
                sessions,
                settings.linkLifetime(platform.configuration().tokens().longestLife()),
                platform.random(),
                platform.audit(),
                platform.clock());
    }

    /** Registers the endpoints, unless the console is switched off. */
    void join(
            SnapshotArea snapshot,
            ClientAuthentication authentication,
            IssueToken issueToken,
            RevocationCache revocations) {
        // Sessions of a console that was switched off expire, too.
        platform.manage(new PurgeConsoleSessions(sessions, platform.clock(), platform.workers()));
        if (!settings.isEnabled()) {
            return;
        }
        platform.register(new ConsoleResource());
        platform.register(new ConsoleLinkResource(snapshot.snapshots(), authentication, links, platform.issuer()));
        platform.register(new ConsoleSessionResource(
                snapshot.snapshots(),
                snapshot.obstacles(),
                new ContinueSession(
                        sessions,
                        issueToken,
                        revocations,
                        settings.maxSession(),
                        platform.random(),
                        platform.audit(),
                        platform.clock())));
    }

    /** Returns what makes links to the console. */
    LinkToConsole links() {
        return links;
    }
}
