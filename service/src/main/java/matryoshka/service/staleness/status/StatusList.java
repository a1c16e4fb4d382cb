package matryoshka.service.staleness.status;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import matryoshka.service.platform.caches.Weighed;
import matryoshka.service.platform.caches.Weight;

/** A signed status list or status summary, uncompressed and compressed. Not secret. */
final class StatusList implements Weighed {
    private final String token;
    private final byte[] gzipped;
    private final String tag;

    /**
     * Compresses a document.
     *
     * @param token the document in the compact form of a JWS
     * @param tag for the {@code ETag}; different for each content
     */
    StatusList(String token, String tag) {
        this.token = token;
        this.tag = tag;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(token.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory can be written to", impossible);
        }
        this.gzipped = bytes.toByteArray();
    }

    String token() {
        return token;
    }

    byte[] gzipped() {
        return gzipped.clone();
    }

    @Override
    public long weight() {
        return Weight.of(token) + Weight.of(gzipped) + Weight.of(tag);
    }

    String tag() {
        return tag;
    }
}
