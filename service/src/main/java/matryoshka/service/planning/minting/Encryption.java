package matryoshka.service.planning.minting;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.plan.PlannedContent;
import matryoshka.token.Recipient;

/** Decides which embedded tokens are encrypted, and to which key, in one version of the graph. Thread-safe. */
public final class Encryption {
    private final ServiceGraph graph;
    private final EmbeddingFormat format;
    /** By holder: a key is read once for all of a plan's tokens. */
    private final Map<String, Optional<Recipient>> recipients = new ConcurrentHashMap<>();

    Encryption(ServiceGraph graph, EmbeddingFormat format) {
        this.graph = graph;
        this.format = format;
    }

    /** Returns the key that a token is encrypted to; empty if it is only signed, as every outer token is. */
    Optional<Recipient> recipient(PlannedContent content) {
        if (!isWanted(content)) {
            return Optional.empty();
        }
        Optional<Recipient> recipient = recipients.computeIfAbsent(content.presenter(), this::key);
        if (content.confidential() && recipient.isEmpty()) {
            throw new IllegalStateException("a valid graph has a key for every holder of confidential tokens");
        }
        return recipient;
    }

    /** Returns whether a token is encrypted; empty if nothing asks for that. */
    public Optional<Boolean> isEncrypted(PlannedContent content) {
        return isWanted(content) ? Optional.of(recipient(content).isPresent()) : Optional.empty();
    }

    private boolean isWanted(PlannedContent content) {
        boolean embedded = !content.place().isEmpty();
        return content.confidential() || (embedded && format.encryptByDefault());
    }

    private Optional<Recipient> key(String holder) {
        SortedMap<String, String> key =
                graph.service(holder).orElseThrow().keys().encryption();
        return Optional.ofNullable(key).map(Recipient::parse).map(format::recipient);
    }
}
