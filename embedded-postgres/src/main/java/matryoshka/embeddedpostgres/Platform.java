package matryoshka.embeddedpostgres;

import java.util.Locale;

/** The operating system and processor, in the terms of the archives that contain PostgreSQL. */
record Platform(String system, String processor) {

    static Platform current() {
        return of(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    static Platform of(String osName, String osArch) {
        String name = osName.toLowerCase(Locale.ROOT);
        String system = name.startsWith("mac") ? "darwin" : name.startsWith("windows") ? "windows" : name;
        String processor = switch (osArch) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64" -> "arm_64";
            default -> osArch;
        };
        return new Platform(system, processor);
    }

    boolean windows() {
        return system.equals("windows");
    }

    /** Returns the archive's resource name. */
    String archive() {
        return "/postgres-" + system + "-" + processor + ".txz";
    }
}
