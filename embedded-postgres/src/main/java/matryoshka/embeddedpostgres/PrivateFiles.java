package matryoshka.embeddedpostgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Files and folders that other users of the machine cannot read; where the file system knows no modes, the folder's own rules hold. */
final class PrivateFiles {
    private PrivateFiles() {}

    /**
     * The real path of a folder, made when missing. The one made by root can be passed through, not listed, by others: the account that
     * root's PostgreSQL runs under must reach its data.
     */
    static Path directory(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            Files.createDirectories(path);
            mode(path, PrivilegeDrop.root() ? "rwx--x--x" : "rwx------");
        }
        return path.toRealPath();
    }

    /** Empties the file, or makes it. */
    static Path empty(Path file) throws IOException {
        Files.deleteIfExists(file);
        if (modesKnown(file)) {
            return Files.createFile(
                    file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        return Files.createFile(file);
    }

    static void mode(Path path, String mode) throws IOException {
        if (modesKnown(path)) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
        }
    }

    private static boolean modesKnown(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
