/**
 * Tokens of messages over Kafka. The sender puts the token for the consumer's service into a header of each message; the consumer's service
 * verifies it before it handles the message.
 *
 * <p>The sender says which service consumes each topic, and authorizes every message with the token that it received itself:
 *
 * <pre>{@code
 * AuthorizedRecords records = new AuthorizedRecords(Map.of(
 *         "orders-placed", TokenRequest.to("shipping").exchangedOnly()));
 * producer.send(records.authorize(new ProducerRecord<>("orders-placed", order), received)).get();
 * }</pre>
 *
 * <p>The consumer's service polls through a {@link matryoshka.kafka.TokenCheckingConsumer}:
 *
 * <pre>{@code
 * MessageVerifier<String, String> verifier =
 *         new MessageVerifier<>(server, new DeadLetterTopic<>(deadLetters));
 * TokenCheckingConsumer<String, String> messages = new TokenCheckingConsumer<>(consumer, verifier);
 * messages.poll(Duration.ofSeconds(1), (message, token) -> {
 *     token.requireScopes("shipping:book");
 *     book(message.value(), token);
 * });
 * }</pre>
 *
 * <p>A message whose token has expired, is revoked, or is refused for another reason never reaches the handler: a
 * {@link matryoshka.kafka.DeadLetterHandler} gets it. Delivery is at least once, so a handler may see a message twice; the token is verified
 * each time. The id of a token does not identify a message, since several messages may carry the same token.
 */
@NullMarked
package matryoshka.kafka;

import org.jspecify.annotations.NullMarked;
