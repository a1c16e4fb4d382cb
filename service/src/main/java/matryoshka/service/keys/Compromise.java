package matryoshka.service.keys;

/** Which signing keys somebody else may have. Nothing that they signed is valid any more. */
public enum Compromise {
    NONE,
    /** The key that signs. */
    ACTIVE,
    /** Every key, also the next and the retiring ones. */
    ALL;

    boolean concerns(KeyLife key) {
        return switch (this) {
            case NONE -> false;
            case ACTIVE -> key.is(KeyState.ACTIVE);
            case ALL -> !key.is(KeyState.GONE);
        };
    }
}
