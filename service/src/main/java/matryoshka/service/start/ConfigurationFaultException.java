package matryoshka.service.start;

import java.util.List;

/** The configuration names something that is not what it is taken for; the message has a sentence for each fault. */
public final class ConfigurationFaultException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ConfigurationFaultException(List<String> faults) {
        super(String.join("\n", faults));
    }
}
