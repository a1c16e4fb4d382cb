package matryoshka.graph;

/**
 * One way in which a document breaks a rule.
 *
 * @param pointer JSON pointer (RFC 6901) to the member at fault
 * @param rule the rule's name, in lower-case words joined by hyphens
 * @param message one sentence for people
 */
public record Violation(String pointer, String rule, String message) {}
