package matryoshka.service.acceptance;

/**
 * One action that a caller tries.
 *
 * @param what as the manual says it
 * @param attempt tries it and returns the status, or a part of the answer
 */
record PowerRow(String what, Attempt attempt) {

    interface Attempt {
        String by(PowerWorld.Actor actor) throws Exception;
    }
}
