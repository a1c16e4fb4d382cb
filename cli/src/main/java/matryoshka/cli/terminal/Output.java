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
    /** The option's name. */
    public static final String OPTION = "--output";

    /** How a result is written. */
    public enum Format {
        TEXT,
        JSON
    }

    @Option(
            names = OPTION,
            paramLabel = "text|json",
            description = "For people, or the whole answer as JSON. Default: text.")
    private Format format = Format.TEXT;

    public boolean isJson() {
        return format == Format.JSON;
    }
}
