package matryoshka.service.tokens.console;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The sessions of the console. Shared by all instances. Safe for many threads. */
public interface ConsoleSessions {

    /**
     * Adds a session. Does nothing and returns false if its client has too many sessions that are alive.
     *
     * @param code begins it
     * @param expiresAt when the code expires
     */
    boolean add(ConsoleSession session, ConsoleCode code, Instant now, Instant expiresAt);

    /**
     * Uses a code, durably, and returns its session; empty if the code is unknown, expired or was used before. Of several concurrent
     * callers on any instances, one gets the session.
     */
    Optional<ConsoleSession> use(ConsoleCode code, Instant now);

    /**
     * Sets the code that continues a session, after the last one was used. Returns false if the session has ended meanwhile.
     *
     * @param expiresAt when the code expires
     */
    boolean proceed(UUID session, ConsoleCode code, Instant expiresAt);

    /** Ends the session whose last code this is, if it was used already: one of two who have it stole it. Returns its client. */
    Optional<String> endIfUsed(ConsoleCode code);

    void end(UUID session);

    /** Removes sessions whose code had expired at this time. */
    void purge(Instant past);
}
