package matryoshka.kafka;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import matryoshka.resource.NoTokenException;
import matryoshka.resource.PresentedToken;
import matryoshka.resource.ReceivedToken;
import matryoshka.resource.RefusedException;
import matryoshka.resource.ResourceServer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies the tokens of messages, and hands the refused messages to a {@link DeadLetterHandler}. {@link TokenCheckingConsumer} uses it; call
 * it yourself where a framework polls. Thread-safe if the handler is.
 */
public final class MessageVerifier<K, V> {
    private static final Logger LOG = LoggerFactory.getLogger(MessageVerifier.class);
    private static final int UNAVAILABLE = 503;
    /** What a sender may say goes into logs and dead letters, so it must be plain. */
    private static final Pattern REASON = Pattern.compile("[A-Z_]{1,40}");

    private final ResourceServer server;
    private final DeadLetterHandler<K, V> deadLetters;

    public MessageVerifier(ResourceServer server, DeadLetterHandler<K, V> deadLetters) {
        this.server = server;
        this.deadLetters = deadLetters;
    }

    /**
     * Verifies the token of a message. Do so just before you handle it: a token may expire while its message waits in a batch.
     *
     * @return the token; empty if the message was refused, and the dead-letter handler has taken it
     * @throws RefusedException with status 503 if the token cannot be checked now; nothing has been decided, so try the message again later
     */
    public Optional<ReceivedToken> verify(ConsumerRecord<K, V> message) {
        List<String> tokens = MessageHeaders.values(message.headers(), MessageHeaders.TOKEN);
        try {
            return Optional.of(server.verify(PresentedToken.ofAuthorization(
                    tokens.stream().map(token -> "Bearer " + token).toList())));
        } catch (RefusedException refusal) {
            throwIfTemporary(refusal);
            refuse(message, reason(message, tokens, refusal));
            return Optional.empty();
        }
    }

    /**
     * Gives up a message whose handler found that its token does not suffice, for example by {@link ReceivedToken#requireScopes}.
     *
     * @throws RefusedException with status 503, the one given: nothing has been decided
     */
    public void refuse(ConsumerRecord<K, V> message, RefusedException refusal) {
        throwIfTemporary(refusal);
        refuse(message, new Refusal(refusal.error().orElse("invalid_token"), refusal.description()));
    }

    /**
     * Gives up a message whose handler found no token for the service that it must call.
     *
     * @throws NoTokenException the one given, if another try can succeed: the issuer is unavailable, or this service lacks a setting
     */
    public void refuse(ConsumerRecord<K, V> message, NoTokenException missing) {
        switch (missing.reason()) {
            case NO_DEPENDENCY, SCOPE_NOT_GRANTED, REFUSED, RECEIVED_TOKEN_INVALID ->
                refuse(message, new Refusal("no_next_token", String.valueOf(missing.getMessage())));
            default -> throw missing;
        }
    }

    private void refuse(ConsumerRecord<K, V> message, Refusal refusal) {
        LOG.warn(
                "Refused the message at offset {} of '{}', partition {}: {}: {}",
                message.offset(),
                message.topic(),
                message.partition(),
                refusal.error(),
                refusal.description());
        deadLetters.handle(message, refusal);
    }

    private static void throwIfTemporary(RefusedException refusal) {
        if (refusal.status() == UNAVAILABLE) {
            throw refusal;
        }
    }

    private Refusal reason(ConsumerRecord<K, V> message, List<String> tokens, RefusedException refusal) {
        if (tokens.isEmpty()) {
            String why = MessageHeaders.values(message.headers(), MessageHeaders.NO_TOKEN).stream()
                    .filter(reason -> REASON.matcher(reason).matches())
                    .findFirst()
                    .map(reason -> " Its sender had none: " + reason + '.')
                    .orElse("");
            return new Refusal("no_token", "The message has no access token." + why);
        }
        String error = refusal.error().orElse("invalid_token");
        // The library speaks of the header of an HTTP request here.
        String description = error.equals("invalid_request")
                ? "The message must have exactly one access token in its header '" + MessageHeaders.TOKEN + "'."
                : refusal.description();
        return new Refusal(error, description);
    }
}
