package matryoshka.embeddedpostgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** A {@code PATH} on which some of the system's programs are missing. */
final class Programs {
    private static final Set<String> NEEDED =
            Set.of("sh", "id", "tar", "xz", "unshare", "setpriv", "runuser", "setsid", "test");

    private Programs() {}

    /** Fills the folder with all that we may use, but for the missing ones. */
    static String without(Set<String> missing, Path folder) throws IOException {
        for (String program : NEEDED) {
            for (String place : System.getenv("PATH").split(":", -1)) {
                Path original = Path.of(place, program);
                Path standIn = folder.resolve(program);
                if (!missing.contains(program) && Files.isExecutable(original) && !Files.exists(standIn)) {
                    Files.writeString(standIn, "#!/bin/sh\nexec " + original + " \"$@\"\n");
                    PrivateFiles.mode(standIn, "rwxr-xr-x");
                }
            }
        }
        PrivateFiles.mode(folder, "rwxr-xr-x");
        return folder.toString();
    }
}
