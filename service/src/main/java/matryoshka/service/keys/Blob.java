package matryoshka.service.keys;

/** Bytes whose string form does not show them. */
final class Blob {
    private final byte[] bytes;

    Blob(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public String toString() {
        return "[" + bytes.length + " bytes]";
    }
}
