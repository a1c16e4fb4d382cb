package matryoshka.cli.token;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Judges signed tokens. */
@FunctionalInterface
interface Judge {
    /** Judges without keys. */
    Judge WITHOUT_KEYS = (compact, claims) -> Judgement.NO_KEY;

    /**
     * Judges a token.
     *
     * @param compact the token
     * @param claims its content, unverified
     */
    Judgement judge(String compact, ObjectNode claims);
}
