package matryoshka.cli.token;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Judges signed tokens. */
@FunctionalInterface
interface Judge {
    /** Of one without keys. */
    Judge WITHOUT_KEYS = (compact, claims) -> Judgement.NO_KEY;

    /**
     * What is to be thought of one.
     *
     * @param compact the token
     * @param claims what it says, unverified
     */
    Judgement judge(String compact, ObjectNode claims);
}
