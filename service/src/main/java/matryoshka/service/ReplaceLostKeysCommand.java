package matryoshka.service;

import io.dropwizard.core.setup.Bootstrap;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import matryoshka.service.start.settings.IssuerConfiguration;
import net.sourceforge.argparse4j.inf.Namespace;

/** {@code replace-lost-keys}: replaces the signing keys that cannot be decrypted any more. */
final class ReplaceLostKeysCommand extends DatabaseCommand {
    private final PrintStream out;

    ReplaceLostKeysCommand(PrintStream out, SecureRandom random, Clock clock) {
        super(
                "replace-lost-keys",
                "Replaces the signing keys that cannot be decrypted any more; their tokens stay valid",
                random,
                clock);
        this.out = out;
    }

    @Override
    protected void run(
            Bootstrap<IssuerConfiguration> bootstrap, Namespace namespace, IssuerConfiguration configuration) {
        List<String> lost = maintenance(configuration).replaceLost();
        if (lost.isEmpty()) {
            out.println("All signing keys can be decrypted. Nothing was changed.");
            return;
        }
        out.println("Replaced the signing keys " + String.join(", ", lost)
                + ", which cannot be decrypted. Tokens that they signed stay valid until they expire."
                + " Restart all instances with this configuration.");
    }
}
