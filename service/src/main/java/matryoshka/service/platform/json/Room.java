package matryoshka.service.platform.json;

/** Memory for a document while it is read and judged. */
@FunctionalInterface
public interface Room {
    /** As much as anybody asks for. */
    Room UNBOUNDED = bytes -> {};

    /** Asks for more, and throws whatever ends the request when there is no more. */
    void take(long bytes);
}
