package matryoshka.service.tokens.console;

import java.time.Instant;
import java.util.UUID;
import matryoshka.graph.Scopes;

/**
 * A session of the console.
 *
 * @param clientId whose tokens it gets
 * @param scopes what the tokens are narrowed to
 * @param beganAt when its link was made
 */
public record ConsoleSession(UUID id, String clientId, Scopes scopes, Instant beganAt) {}
