package matryoshka.service.tokens.console;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import matryoshka.graph.BuiltIn;
import matryoshka.graph.Scopes;
import matryoshka.service.clients.Client;
import matryoshka.service.clients.ClientMetadata;
import matryoshka.service.clients.Possession;
import matryoshka.service.platform.audit.AuditLog;
import org.jspecify.annotations.Nullable;

/** Makes one-time links to the console for clients that have authenticated. */
public final class LinkToConsole {
    private static final Scopes SCOPES = BuiltIn.scopes().minus(Scopes.of(BuiltIn.KEYS_ROTATE));

    private final ConsoleSessions sessions;
    private final Duration linkLifetime;
    private final SecureRandom random;
    private final AuditLog audit;
    private final Clock clock;

    /** @param linkLifetime how long a link can be opened */
    public LinkToConsole(
            ConsoleSessions sessions, Duration linkLifetime, SecureRandom random, AuditLog audit, Clock clock) {
        this.sessions = sessions;
        this.linkLifetime = linkLifetime;
        this.random = random;
        this.audit = audit;
        this.clock = clock;
    }

    /** What a link is made of; its string form does not show the code. */
    public record Link(ConsoleCode code, Scopes scopes, Duration lifetime) {
        /** Returns its path below the issuer's URL. The code is in the fragment, which browsers send to nobody. */
        public String path() {
            return "/console/#code=" + code.secret().reveal();
        }
    }

    /**
     * Returns the scopes that a session of a client can have: those of the admin API that the client is registered for, but not the one
     * that rotates keys, with which such a long session could end everybody's tokens. None if the client gets no bearer tokens for itself.
     */
    public static Scopes available(Client client) {
        ClientMetadata metadata = client.metadata();
        Possession possession = metadata.possession();
        boolean getsBearerTokens = metadata.grantTypes().contains(ClientMetadata.CLIENT_CREDENTIALS)
                && !possession.dpopBound()
                && !possession.certificateBound();
        return getsBearerTokens ? metadata.scopes().intersect(SCOPES) : Scopes.NONE;
    }

    /**
     * Makes a link.
     *
     * @param scopes some of the {@linkplain #available available} ones, or null for all; not empty
     * @return empty if too many sessions of the client are alive
     */
    public Optional<Link> make(Client client, @Nullable Scopes scopes) {
        Instant now = clock.instant();
        Scopes narrowed = scopes == null ? available(client) : scopes;
        ConsoleSession session = new ConsoleSession(randomId(), client.id(), narrowed, now);
        ConsoleCode code = ConsoleCode.generate(session.id(), random);
        if (!sessions.add(session, code, now, now.plus(linkLifetime))) {
            return Optional.empty();
        }
        audit.consoleLink(client.id(), narrowed);
        return Optional.of(new Link(code, narrowed, linkLifetime));
    }

    private UUID randomId() {
        return new UUID(random.nextLong(), random.nextLong());
    }
}
