package matryoshka.embeddedpostgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Unpacks a {@code .txz} archive with the system's tools if available, which takes half the time, or else in Java. */
final class TarXz {
    private static final int EXECUTABLE = 0100;

    private TarXz() {}

    static void unpack(URL archive, Path folder) throws IOException {
        if (!Command.found("tar") || !Command.found("xz") || !withTar(archive, folder)) {
            inJava(archive, folder);
        }
    }

    private static boolean withTar(URL archive, Path folder) throws IOException {
        try (var bytes = archive.openStream()) {
            return Command.of(List.of("tar", "-x", "-J", "--no-same-owner", "-C", folder.toString(), "-f", "-"))
                    .fed(bytes, Duration.ofMinutes(2))
                    .succeeded();
        }
    }

    static void inJava(URL archive, Path folder) throws IOException {
        try (var bytes = archive.openStream();
                var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(bytes)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                write(entry, tar, folder);
            }
        }
    }

    private static void write(TarArchiveEntry entry, TarArchiveInputStream content, Path folder) throws IOException {
        Path target = inside(folder, folder.resolve(entry.getName()), entry);
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.deleteIfExists(target);
            inside(folder, target.resolveSibling(entry.getLinkName()), entry);
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(content, target, StandardCopyOption.REPLACE_EXISTING);
            PrivateFiles.mode(target, (entry.getMode() & EXECUTABLE) != 0 ? "rwxr-xr-x" : "rw-r--r--");
        }
    }

    private static Path inside(Path folder, Path path, TarArchiveEntry entry) throws IOException {
        Path normal = path.normalize();
        if (!normal.startsWith(folder)) {
            throw new IOException("The archive's entry " + entry.getName() + " points outside the archive");
        }
        return normal;
    }
}
