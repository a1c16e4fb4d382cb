package matryoshka.token;

/** The result of verifying a status summary: a {@link StatusSummary}, or why it is refused. */
public sealed interface SummaryVerification permits StatusSummary, SummaryVerification.Refused {
    /** The text is not a status summary of the expected issuer; the flaw says of it what it says of tokens. */
    record Refused(TokenFlaw flaw) implements SummaryVerification {}
}
