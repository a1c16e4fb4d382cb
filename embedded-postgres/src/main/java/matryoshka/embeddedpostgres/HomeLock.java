package matryoshka.embeddedpostgres;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps all other processes, and all other threads of this one, out of a home. The operating system releases it when the process dies. */
final class HomeLock implements AutoCloseable {
    private final FileChannel channel;

    private HomeLock(FileChannel channel) {
        this.channel = channel;
    }

    static HomeLock take(Path home) throws IOException {
        FileChannel channel = open(home);
        if (!locked(channel)) {
            channel.close();
            throw new EmbeddedPostgresException("Another process is already using the embedded database in " + home
                    + "; stop it, or choose another folder");
        }
        return new HomeLock(channel);
    }

    private static FileChannel open(Path home) throws IOException {
        try {
            return FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (AccessDeniedException e) {
            throw new EmbeddedPostgresException(
                    "The embedded database in " + home
                            + " belongs to another user; run as that user, or choose another folder",
                    e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
