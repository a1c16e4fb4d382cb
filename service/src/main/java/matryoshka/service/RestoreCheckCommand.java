package matryoshka.service;

import io.dropwizard.core.setup.Bootstrap;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import matryoshka.service.start.RestoreCheck;
import matryoshka.service.start.UndoneException;
import matryoshka.service.start.settings.IssuerConfiguration;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** {@code restore-check}: lists what a database that was restored from a backup has forgotten. */
final class RestoreCheckCommand extends DatabaseCommand {
    private static final String AUDIT_LOG = "auditLog";

    private final PrintStream out;

    RestoreCheckCommand(PrintStream out, SecureRandom random, Clock clock) {
        super(
                "restore-check",
                "Lists what a database that was restored from a backup has forgotten, by an audit log in JSON",
                random,
                clock);
        this.out = out;
    }

    @Override
    public void configure(Subparser parser) {
        super.configure(parser);
        parser.addArgument(AUDIT_LOG).help("the audit log since the backup, or longer, with audit.format: json");
    }

    @Override
    protected void run(
            Bootstrap<IssuerConfiguration> bootstrap, Namespace namespace, IssuerConfiguration configuration) {
        List<String> undone = new RestoreCheck(configuration).undone(Path.of(namespace.getString(AUDIT_LOG)));
        if (undone.isEmpty()) {
            out.println("The database has everything that the audit log names.");
            return;
        }
        undone.forEach(out::println);
        throw new UndoneException(
                undone.size() + " differences. Start one instance and run"
                        + " 'matryoshka keys rotate --all-compromised', so that no token from before is valid. Then make the changes again.");
    }
}
