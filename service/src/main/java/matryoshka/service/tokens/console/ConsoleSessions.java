package matryoshka.service.tokens.console;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The sessions of the console. Shared by all instances. Safe for many threads. */
public interface ConsoleSessions {

    /**
     * Adds a session. Does nothing and returns false if its client has too many sessions that are alive, or was removed just now.
     *
     * @param code begins it
     * @param expiresAt when the code expires
     */
    boolean add(ConsoleSession session, ConsoleCode code, Instant now, Instant expiresAt);

    /** Returns the session that a code continues; empty if the code is unknown, expired or was used before. */
    Optional<ConsoleSession> find(ConsoleCode code, Instant now);

    /**
     * Uses a code, durably: the next one replaces it. Returns false if the code has been used, or its session has ended, since it was
     * found. Of several concurrent callers on any instances, one gets true.
     *
     * @param expiresAt when the next code expires
     */
    boolean replace(ConsoleCode code, ConsoleCode next, Instant expiresAt);

    /** Ends the code's session if another code has replaced it: one of two who have the code stole it. Returns the session's client. */
    Optional<String> endIfUsed(ConsoleCode code);

    void end(UUID session);

    /** Removes sessions whose code had expired at this time. */
    void purge(Instant past);
}
