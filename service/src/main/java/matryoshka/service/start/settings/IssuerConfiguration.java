package matryoshka.service.start.settings;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.dropwizard.core.Configuration;
import io.dropwizard.validation.ValidationMethod;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import matryoshka.service.platform.oauth.Secret;
import org.jspecify.annotations.Nullable;

/** {@code config.yml}, where each key is explained. An omitted key has the value that it has in the shipped file. */
public final class IssuerConfiguration extends Configuration {
    @JsonProperty
    private @Nullable URI issuer;

    @JsonProperty
    @NotNull
    private Path dataDir = Path.of("./var");

    @JsonProperty
    @NotNull
    @Valid
    private DatabaseSettings database = new DatabaseSettings();

    @JsonProperty
    @NotNull
    @Valid
    private FirstAdminSettings firstAdmin = new FirstAdminSettings();

    @JsonProperty
    @NotNull
    private Secret keyEncryptionKey = Secret.of("");

    @JsonProperty
    @NotNull
    private String keyEncryptionKeyFile = "";

    @JsonProperty
    @NotNull
    @Valid
    private KeyEncryptionSettings keyEncryption = new KeyEncryptionSettings();

    @JsonProperty
    @NotNull
    @Valid
    private TokenSettings tokens = new TokenSettings();

    @JsonProperty
    @NotNull
    @Valid
    private KeySettings keys = new KeySettings();

    @JsonProperty
    @NotNull
    @Valid
    private EmbeddingSettings embedding = new EmbeddingSettings();

    @JsonProperty
    @NotNull
    @Valid
    private BudgetSettings budget = new BudgetSettings();

    @JsonProperty
    @NotNull
    @Valid
    private PlanSettings plans = new PlanSettings();

    @JsonProperty
    @NotNull
    @Valid
    private LimitSettings limits = new LimitSettings();

    @JsonProperty
    @NotNull
    @Valid
    private ConnectionSettings connections = new ConnectionSettings();

    @JsonProperty
    @NotNull
    @Valid
    private WaitingSettings waiting = new WaitingSettings();

    @JsonProperty
    @NotNull
    @Valid
    private OverloadSettings overload = new OverloadSettings();

    @JsonProperty
    @NotNull
    @Valid
    private ShutdownSettings shutdown = new ShutdownSettings();

    @JsonProperty
    @NotNull
    @Valid
    private StalenessSettings staleness = new StalenessSettings();

    @JsonProperty
    @NotNull
    @Valid
    private RevocationSettings revocation = new RevocationSettings();

    @JsonProperty
    @NotNull
    @Valid
    private ClockSettings clock = new ClockSettings();

    @JsonProperty
    @NotNull
    @Valid
    private StatusListSettings statusList = new StatusListSettings();

    @JsonProperty
    @NotNull
    @Valid
    private StatusSummarySettings statusSummary = new StatusSummarySettings();

    @JsonProperty
    @NotNull
    @Valid
    private AuditSettings audit = new AuditSettings();

    @JsonProperty
    @NotNull
    @Valid
    private ConsoleSettings console = new ConsoleSettings();

    @JsonProperty
    @NotNull
    @Valid
    private RateSettings rates = new RateSettings();

    @JsonProperty
    @NotNull
    @Valid
    private ClientCertificateSettings clientCertificates = new ClientCertificateSettings();

    @JsonProperty
    @NotNull
    @Valid
    private TrustSettings trust = new TrustSettings();

    @JsonProperty
    @NotNull
    private List<JsonNode> trustedIssuers = List.of();

    /** Returns the issuer's identifier (RFC 8414 §2), also the audience of the admin API. */
    public URI issuer() {
        return issuer == null || issuer.toString().isEmpty() ? IssuerUrl.at(getServerFactory()) : issuer;
    }

    /** Returns where the issuer stores files: the development database and the first admin client. */
    public Path dataDir() {
        return dataDir;
    }

    public DatabaseSettings database() {
        return database;
    }

    public FirstAdminSettings firstAdmin() {
        return firstAdmin;
    }

    /** Returns the key that signing keys are encrypted with, in base64; empty if it is in a file, or generated on first use. */
    public Secret keyEncryptionKey() {
        return keyEncryptionKey;
    }

    /** Returns the path of a file with the key encryption key; empty if there is none. */
    public String keyEncryptionKeyFile() {
        return keyEncryptionKeyFile;
    }

    /** Returns where a key encryption key is kept that nobody reveals. */
    public KeyEncryptionSettings keyEncryption() {
        return keyEncryption;
    }

    public TokenSettings tokens() {
        return tokens;
    }

    public KeySettings keys() {
        return keys;
    }

    public EmbeddingSettings embedding() {
        return embedding;
    }

    public BudgetSettings budget() {
        return budget;
    }

    public PlanSettings plans() {
        return plans;
    }

    public LimitSettings limits() {
        return limits;
    }

    public ConnectionSettings connections() {
        return connections;
    }

    public WaitingSettings waiting() {
        return waiting;
    }

    public OverloadSettings overload() {
        return overload;
    }

    public ShutdownSettings shutdown() {
        return shutdown;
    }

    public StalenessSettings staleness() {
        return staleness;
    }

    public RevocationSettings revocation() {
        return revocation;
    }

    public ClockSettings clock() {
        return clock;
    }

    public ConsoleSettings console() {
        return console;
    }

    public RateSettings rates() {
        return rates;
    }

    public AuditSettings audit() {
        return audit;
    }

    public StatusSummarySettings statusSummary() {
        return statusSummary;
    }

    public StatusListSettings statusList() {
        return statusList;
    }

    public ClientCertificateSettings clientCertificates() {
        return clientCertificates;
    }

    public TrustSettings trust() {
        return trust;
    }

    /** Returns registrations of trusted issuers, in the format of {@code POST /issuers}. */
    public List<JsonNode> trustedIssuers() {
        return List.copyOf(trustedIssuers);
    }

    @JsonIgnore
    @ValidationMethod(message = "issuer must be an http(s) URL without user, query, fragment or trailing slash")
    public boolean isIssuerUrl() {
        return IssuerUrl.isWellFormed(issuer());
    }

    @JsonIgnore
    @ValidationMethod(
            message =
                    "issuer must be in normal form, as clients compare it: scheme and host in lower case, without a default"
                            + " port (:443 of https, :80 of http), and in its path only letters, digits, '.', '_', '~' and '-'")
    public boolean isIssuerInNormalForm() {
        return IssuerUrl.isInNormalForm(issuer());
    }

    @JsonIgnore
    @ValidationMethod(message = "of keyEncryptionKey, keyEncryptionKeyFile and keyEncryption only one can be set")
    public boolean isOneKeyEncryptionKey() {
        return Stream.of(!keyEncryptionKey.isEmpty(), !keyEncryptionKeyFile.isEmpty(), keyEncryption.isKeptElsewhere())
                        .filter(Boolean::booleanValue)
                        .count()
                <= 1;
    }
}
