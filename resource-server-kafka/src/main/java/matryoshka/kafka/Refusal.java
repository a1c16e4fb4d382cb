package matryoshka.kafka;

/**
 * Why a message was refused. Contains nothing of a token.
 *
 * @param error a short code: {@code no_token}, one of RFC 6750 §3.1 such as {@code invalid_token} or {@code insufficient_scope}, or
 *     {@code no_next_token} if the handler found no token for a service that it calls
 * @param description a sentence for operators
 */
public record Refusal(String error, String description) {}
