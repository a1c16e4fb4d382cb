package matryoshka.service.keys;

/** The outcome of a request to rotate the signing keys. */
public enum Rotation {
    /** Another key signs now. */
    ROTATED,
    /** The next key has not been published for long enough. It will sign as soon as it has. */
    SCHEDULED,
    /** Too many keys are retiring. */
    NO_ROOM
}
