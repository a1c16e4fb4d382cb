package matryoshka.service.platform.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/** Writes files that only their owner can read. */
public final class PrivateFile {
    private PrivateFile() {}

    /**
     * Writes a file completely or not at all. The file is private before its first byte is written.
     *
     * @throws FileSetupException if it cannot be written
     */
    public static void write(Path file, String content) {
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a folder");
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(unfinished);
            Files.createFile(unfinished, onlyForUser());
            Files.writeString(unfinished, content, StandardCharsets.UTF_8, StandardOpenOption.SYNC);
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
            syncFolder(folder);
        } catch (IOException failed) {
            throw new FileSetupException("The file " + file + " cannot be written: " + reason(failed)
                    + ". Set DATA_DIR to a folder that this user can write to.");
        }
    }

    private static String reason(IOException failed) {
        if (failed instanceof AccessDeniedException) {
            return "permission denied";
        }
        String reason = failed instanceof FileSystemException named ? named.getReason() : failed.getMessage();
        return reason == null ? failed.getClass().getSimpleName() : reason;
    }

    /** Until the folder is on disk, a power failure can undo the rename. */
    private static void syncFolder(Path folder) throws IOException {
        if (isPosix()) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static boolean isPosix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }

    private static FileAttribute<?>[] onlyForUser() {
        // On other systems, a user's folders are private by inheritance.
        return isPosix()
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
