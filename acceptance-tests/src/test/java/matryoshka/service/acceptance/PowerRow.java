package matryoshka.service.acceptance;

/**
 * One thing that somebody tries.
 *
 * @param what as the manual says it
 * @param attempt tries it, and tells the status, or what the answer says
 */
record PowerRow(String what, Attempt attempt) {

    interface Attempt {
        String by(PowerWorld.Actor actor) throws Exception;
    }
}
