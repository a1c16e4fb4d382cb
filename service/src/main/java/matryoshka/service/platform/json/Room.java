package matryoshka.service.platform.json;

/** Memory for a document while it is read and checked. */
@FunctionalInterface
public interface Room {
    /** Without limit. */
    Room UNBOUNDED = bytes -> {};

    /** Takes more memory. If there is none, throws the exception that ends the request. */
    void take(long bytes);
}
