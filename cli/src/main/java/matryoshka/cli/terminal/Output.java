package matryoshka.cli.terminal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code --output}, and what the help of all commands has in common. */
@Command(
        sortOptions = false,
        usageHelpWidth = 100,
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:error"},
        footerHeading = "%n")
public final class Output {
    /** The option's long name. */
    public static final String OPTION = "--output";

    /** How a result is written. */
    public enum Format {
        TABLE,
        JSON,
        RAW
    }

    @Option(
            names = {"-o", OPTION},
            paramLabel = "table|json|raw",
            description =
                    "A table for people; the issuer's response as JSON; or only the value that a script needs, such as a"
                            + " token, a secret, or names line by line. Default: table.")
    private Format format = Format.TABLE;

    public boolean is(Format other) {
        return format == other;
    }

    /** Returns whether the result is for programs. If a command has no raw value, raw is the same as JSON. */
    public boolean isJson() {
        return format != Format.TABLE;
    }

    public boolean isRaw() {
        return format == Format.RAW;
    }
}
