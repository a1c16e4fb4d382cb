package matryoshka.cli;

import java.util.Locale;
import matryoshka.cli.terminal.CommandFailed;
import matryoshka.cli.terminal.Output;
import matryoshka.cli.terminal.Shell;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reports errors in one line, without a stack trace, and without secrets from the command line. */
final class Failures {
    static final int ERROR = 1;

    private final Shell shell;

    Failures(Shell shell) {
        this.shell = shell;
    }

    int ofUsage(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        if (arguments.length == 0) {
            command.usage(command.getErr());
            return ERROR;
        }
        String name = command.getCommandSpec().qualifiedName();
        shell.say("matryoshka: " + sentence(wrong));
        shell.say("Try '" + name + " --help'.");
        return ERROR;
    }

    private static String sentence(ParameterException wrong) {
        if (!(wrong instanceof UnmatchedArgumentException unmatched)) {
            return String.valueOf(wrong.getMessage()).lines().findFirst().orElse("invalid usage");
        }
        String first = unmatched.getUnmatched().get(0);
        if (first.startsWith("-")) {
            return "unknown option " + first.split("=", 2)[0];
        }
        // Not quoted, since it may be a secret.
        return unmatched.getSuggestions().isEmpty()
                ? "too many arguments"
                : "no such command; did you mean " + String.join(" or ", unmatched.getSuggestions()) + "?";
    }

    int ofExecution(Exception failure, CommandLine command, ParseResult parsed) {
        if (failure instanceof CommandFailed failed) {
            failed.tell(shell, isJson(parsed));
        } else {
            // Its message may contain secrets.
            shell.say(String.format(
                    Locale.ROOT,
                    "matryoshka: internal error (%s)",
                    failure.getClass().getSimpleName()));
        }
        return ERROR;
    }

    private static boolean isJson(ParseResult parsed) {
        ParseResult leaf = parsed;
        while (leaf.hasSubcommand()) {
            leaf = leaf.subcommand();
        }
        return leaf.matchedOptionValue(Output.OPTION, Output.Format.TABLE) == Output.Format.JSON;
    }
}
