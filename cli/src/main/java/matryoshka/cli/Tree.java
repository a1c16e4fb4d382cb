package matryoshka.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import matryoshka.cli.graph.ApplyCommand;
import matryoshka.cli.graph.DiffCommand;
import matryoshka.cli.graph.DrawCommand;
import matryoshka.cli.graph.ExportCommand;
import matryoshka.cli.graph.PlanCommand;
import matryoshka.cli.graph.PublishCommand;
import matryoshka.cli.graph.RestoreCommand;
import matryoshka.cli.graph.VersionsCommand;
import matryoshka.cli.keycloak.ImportKeycloakCommand;
import matryoshka.cli.keys.ListKeysCommand;
import matryoshka.cli.keys.RotateKeysCommand;
import matryoshka.cli.oauth.ConsoleCommand;
import matryoshka.cli.oauth.ExchangeCommand;
import matryoshka.cli.oauth.IntrospectCommand;
import matryoshka.cli.oauth.RevokeCommand;
import matryoshka.cli.registry.ChangeCommand;
import matryoshka.cli.registry.KeysCommand;
import matryoshka.cli.registry.ListCommand;
import matryoshka.cli.registry.RegisterCommand;
import matryoshka.cli.registry.Registry;
import matryoshka.cli.registry.RemoveCommand;
import matryoshka.cli.registry.SecretCommand;
import matryoshka.cli.registry.ShowCommand;
import matryoshka.cli.terminal.Shell;
import matryoshka.cli.token.ExplainCommand;
import matryoshka.cli.token.InspectCommand;
import matryoshka.cli.token.IssueCommand;
import matryoshka.cli.token.PickCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** The hierarchy of commands. */
final class Tree {
    private static final int WIDTH = 100;

    private final CommandLine all = group("matryoshka", "Command line for a Matryoshka token issuer.");
    private final Shell shell;
    private final Set<String> words;

    private Tree(Shell shell, String... words) {
        this.shell = shell;
        this.words = Set.copyOf(Arrays.asList(words));
    }

    /**
     * Creates all commands. For those not on the command line, it creates only what a list of commands shows: creating all of each takes
     * longer than most of them run.
     *
     * @param arguments the command line
     */
    static CommandLine of(Shell shell, String... arguments) {
        Tree tree = new Tree(shell, arguments);
        tree.add("graph", "Export, compare and publish the graph of services as a file.", () -> graph(shell));
        tree.add(VersionsCommand.class, () -> new VersionsCommand(shell));
        tree.add(RestoreCommand.class, () -> new RestoreCommand(shell));
        tree.add(DrawCommand.class, () -> new DrawCommand(shell));
        tree.add("token", "Issue tokens and inspect them.", () -> token(shell));
        tree.add(ExchangeCommand.class, () -> new ExchangeCommand(shell));
        tree.add(IntrospectCommand.class, () -> new IntrospectCommand(shell));
        tree.add(RevokeCommand.class, () -> new RevokeCommand(shell));
        tree.add("clients", "Manage registered clients.", () -> clients(shell));
        tree.add(
                "issuers",
                "Manage the issuers whose tokens may begin a chain here.",
                () -> registry(shell, Registry.ISSUERS));
        tree.add(
                "keys",
                "Show and rotate the issuer's signing keys.",
                () -> List.of(new ListKeysCommand(shell), new RotateKeysCommand(shell)));
        tree.add(ConsoleCommand.class, () -> new ConsoleCommand(shell));
        tree.add(CompletionCommand.class, () -> new CompletionCommand(shell));
        tree.add(HelpCommand.class, () -> new HelpCommand(shell));
        return tree.all;
    }

    private void add(Class<?> command, Supplier<Object> made) {
        Command described = command.getAnnotation(Command.class);
        if (isNamed(described.name())) {
            all.addSubcommand(made.get());
        } else {
            all.addSubcommand(group(described.name(), described.description()));
        }
    }

    private void add(String name, String description, Supplier<List<Object>> commands) {
        CommandLine group = group(name, description);
        if (isNamed(name)) {
            commands.get().forEach(group::addSubcommand);
            alsoHere(name, shell).forEach(command -> {
                CommandLine hidden = new CommandLine(command);
                hidden.getCommandSpec().usageMessage().hidden(true);
                group.addSubcommand(hidden);
            });
        }
        all.addSubcommand(group);
    }

    /** Commands at the top that somebody may look for in a group: understood there too, and listed at the top alone. */
    private static List<Object> alsoHere(String group, Shell shell) {
        return switch (group) {
            case "graph" -> List.of(new VersionsCommand(shell), new RestoreCommand(shell), new DrawCommand(shell));
            case "token" -> List.of(new ExchangeCommand(shell), new IntrospectCommand(shell), new RevokeCommand(shell));
            default -> List.of();
        };
    }

    /** These two look at all other commands. */
    private boolean isNamed(String command) {
        return words.contains(command) || words.contains("completion") || words.contains("help");
    }

    private static List<Object> graph(Shell shell) {
        return List.of(
                new ExportCommand(shell),
                new DiffCommand(shell),
                new PublishCommand(shell),
                new ApplyCommand(shell),
                new PlanCommand(shell),
                imports(shell));
    }

    private static CommandLine imports(Shell shell) {
        CommandLine imports = group("import", "Proposes a graph from what another system knows; publishes nothing.");
        imports.addSubcommand(new ImportKeycloakCommand(shell));
        return imports;
    }

    private static List<Object> token(Shell shell) {
        return List.of(
                new IssueCommand(shell), new InspectCommand(shell), new PickCommand(shell), new ExplainCommand(shell));
    }

    private static List<Object> clients(Shell shell) {
        List<Object> commands = new ArrayList<>(registry(shell, Registry.CLIENTS));
        commands.add(new SecretCommand(shell, Registry.CLIENTS));
        return commands;
    }

    private static List<Object> registry(Shell shell, Registry registry) {
        return List.of(
                new ListCommand(shell, registry),
                new ShowCommand(shell, registry),
                new RegisterCommand(shell, registry),
                new ChangeCommand(shell, registry),
                new RemoveCommand(shell, registry),
                new KeysCommand(shell, registry));
    }

    private static CommandLine group(String name, String... description) {
        CommandSpec group = CommandSpec.create().name(name);
        group.usageMessage()
                .description(description)
                .width(WIDTH)
                .synopsisSubcommandLabel("COMMAND")
                .optionListHeading("%nOptions:%n")
                .commandListHeading("%nCommands:%n");
        return new CommandLine(group);
    }
}
