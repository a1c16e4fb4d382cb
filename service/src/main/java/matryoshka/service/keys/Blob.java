package matryoshka.service.keys;

/** Bytes that do not print themselves. */
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
