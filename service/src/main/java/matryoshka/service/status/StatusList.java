package matryoshka.service.status;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/**
 * A signed status list.
 *
 * @param token the status list token in the compact form; not secret
 * @param gzipped the same, compressed
 * @param tag for the {@code ETag}: another one for each content
 */
record StatusList(String token, byte[] gzipped, String tag) {

    static StatusList of(String token, String tag) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(token.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory can be written to", impossible);
        }
        return new StatusList(token, bytes.toByteArray(), tag);
    }
}
