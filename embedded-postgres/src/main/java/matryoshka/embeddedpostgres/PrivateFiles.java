package matryoshka.embeddedpostgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Files and folders that other users of the machine cannot read. Where the file system has no modes, the folder's own rules apply. */
final class PrivateFiles {
    private PrivateFiles() {}

    /**
     * Returns the real path of a folder, creating it if necessary. Others can traverse, but not list, a folder created by root: the account
     * that root's PostgreSQL runs under must reach its data.
     */
    static Path directory(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            Files.createDirectories(path);
            mode(path, PrivilegeDrop.root() ? "rwx--x--x" : "rwx------");
        }
        return path.toRealPath();
    }

    /** Empties or creates the file. */
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
