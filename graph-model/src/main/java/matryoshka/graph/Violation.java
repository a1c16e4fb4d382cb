package matryoshka.graph;

/**
 * A violation of a rule by a document.
 *
 * @param pointer JSON pointer (RFC 6901) to the offending member
 * @param rule the rule's name, in lower-case words joined by hyphens
 * @param message one sentence for people
 */
public record Violation(String pointer, String rule, String message) {}
