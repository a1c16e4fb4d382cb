package matryoshka.cli.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The input of a command: a file, or standard input by the name {@code -}. */
public record Source(String name) {
    public boolean isStandardInput() {
        return name.equals("-");
    }

    /**
     * Reads all of it.
     *
     * @throws CommandFailed if it cannot be read, or has more than {@code limit} bytes
     */
    public byte[] read(Shell shell, int limit) {
        try (InputStream in = isStandardInput() ? shell.in() : Files.newInputStream(Path.of(name))) {
            byte[] bytes = in.readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw new CommandFailed(this + " is larger than " + limit + " bytes");
            }
            return bytes;
        } catch (NoSuchFileException absent) {
            throw new CommandFailed("there is no file " + name);
        } catch (IOException | InvalidPathException unreadable) {
            throw new CommandFailed("cannot read " + this);
        }
    }

    @Override
    public String toString() {
        return isStandardInput() ? "standard input" : name;
    }
}
