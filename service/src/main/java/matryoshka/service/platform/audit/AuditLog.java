package matryoshka.service.platform.audit;

import com.codahale.metrics.MetricRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.function.LongSupplier;
import matryoshka.graph.Scopes;
import matryoshka.graph.plan.PlannedContent;
import matryoshka.graph.plan.TokenPlan;
import matryoshka.graph.power.AuthorityWidening;
import matryoshka.token.ChainValues;
import matryoshka.token.MintedTree;
import matryoshka.token.VerifiedToken;
import org.jspecify.annotations.Nullable;

/**
 * The audit log: one line for each token tree, change and refusal. Has one method for each event; {@code docs/operations.md} shows a line
 * of each. No line contains a token, a secret or the URL of a webhook, which can contain one. Thread-safe.
 */
public final class AuditLog {
    /** The name of the logger. */
    public static final String LOGGER = "matryoshka.audit";

    private final AuditFormat format;
    private final Refusals refusals;

    /** What happened to something that is registered. */
    public enum Change {
        REGISTERED,
        CHANGED,
        REMOVED,
        /** Only for clients. */
        SECRET_ADDED;

        private String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** @param nanoTime monotonic, like {@link System#nanoTime} */
    public AuditLog(MetricRegistry metrics, LongSupplier nanoTime, AuditFormat format) {
        this.format = format;
        this.refusals = new Refusals(metrics, nanoTime, format::warn);
    }

    /**
     * A token tree was minted.
     *
     * @param how {@code issued}, {@code exchanged}, {@code begun} or {@code opened}
     * @param version of the graph
     */
    public void minted(String how, TokenPlan plan, MintedTree tree, ChainValues chain, long version) {
        format.info(granted(how, plan, chain.named(tree.outer().jti()), version)
                .with("tokens", tree.tokens().size())
                .with("bytes", tree.outer().bytes()));
    }

    private static AuditLine granted(String how, TokenPlan plan, ChainValues chain, long version) {
        PlannedContent content = plan.outer().content();
        return new AuditLine(how)
                .with("client", content.presenter())
                .onlyJson("sub", chain.subject())
                .onlyJson("act", content.actors())
                .onlyJson("aud", content.audiences())
                .onlyJson("scope", content.scopes().toString())
                .with("jti", chain.rootJti())
                .with("txn", chain.txn())
                .with("version", version)
                .with("plan", plan.outer().id());
    }

    /**
     * A client got a handle. No token was minted.
     *
     * @param how {@code issued}, {@code exchanged} or {@code begun}
     * @param version of the graph
     */
    public void handedOut(String how, TokenPlan plan, ChainValues chain, long version) {
        format.info(granted(how, plan, chain, version));
    }

    /**
     * An exchanged token outlives its subject token.
     *
     * @param beyond the expiry of the subject token
     * @param by how much longer the chain may live
     */
    public void extended(String jti, String txn, Instant beyond, Duration by) {
        format.info(new AuditLine("extended")
                .with("jti", jti)
                .with("txn", txn)
                .with("beyond", beyond)
                .with("by", by));
    }

    /**
     * A client got a link that signs a browser in at the console.
     *
     * @param scopes that the browser's tokens are narrowed to
     */
    public void consoleLink(String client, Scopes scopes) {
        format.info(new AuditLine("console link").with("client", client).quoted("scope", scopes.toString()));
    }

    /** A client revoked a token. */
    public void revoked(String by, VerifiedToken token) {
        format.info(
                new AuditLine("revoked").with("by", by).with("jti", token.jti()).with("txn", token.txn()));
    }

    /**
     * All tokens of a client or subject that were issued before some time were revoked.
     *
     * @param member {@code client_id} or {@code subject}
     */
    public void revokedAll(String by, String member, String value, Instant issuedBefore) {
        format.info(new AuditLine("revoked")
                .with("by", by)
                .quoted(member, value)
                .with("issued_before", issuedBefore.getEpochSecond()));
    }

    /**
     * One cut-off replaced many single revocations.
     *
     * @param by the client whose revocations they are
     * @param begunBy the client whose chains are cut off
     * @param audience the only one of the cut-off chains; null if there is no such limit
     * @param begunUntil the latest time at which a chain that is cut off began
     */
    public void cutOff(String by, String begunBy, @Nullable String audience, Instant begunUntil) {
        format.warn(new AuditLine("revocations cut off")
                .with("by", by)
                .with("begun_by", begunBy)
                .with("audience", audience == null ? "" : audience)
                .with("begun_until", begunUntil.getEpochSecond()));
    }

    /** A version of the graph was published. */
    public void published(long version, String by) {
        format.info(new AuditLine("published").with("version", version).with("by", by));
    }

    /** A published version gives others more authority over a service. */
    public void powerGiven(long version, AuthorityWidening power) {
        format.info(new AuditLine("power given")
                .with("version", version)
                .with("at", power.service())
                .with("kind", power.kind().word())
                .with("element", power.element()));
    }

    /**
     * A client changed.
     *
     * @param by null if the issuer itself did it, at its start
     * @param revision after the change
     * @param scopes that the client can request
     */
    public void client(
            Change change, String client, @Nullable String by, long revision, boolean disabled, Scopes scopes) {
        format.info(new AuditLine("client " + change.word())
                .with("client", client)
                .with("by", by)
                .with("revision", revision)
                .with("disabled", disabled)
                .quoted("scope", scopes.toString()));
    }

    /** A trusted issuer changed; the terms are the new ones. */
    public void issuer(Change change, String name, String by, long revision, IssuerTerms terms) {
        format.info(new AuditLine("issuer " + change.word())
                .with("name", name)
                .with("by", by)
                .with("revision", revision)
                .with("types", terms.types())
                .with("clients", terms.clients())
                .quoted("issuer", terms.issuer()));
    }

    /** The terms of a trusted issuer that the log shows. */
    public record IssuerTerms(String issuer, Collection<?> types, Collection<String> clients) {}

    /** A service's webhook changed. */
    public void webhook(Change change, String service, String by) {
        format.info(new AuditLine("webhook " + change.word())
                .with("service", service)
                .with("by", by));
    }

    /** An event could not be delivered to a service's webhook for a day. */
    public void webhookGivenUp(String service, long version, int attempts) {
        format.warn(new AuditLine("webhook given up")
                .with("service", service)
                .with("version", version)
                .with("attempts", attempts));
    }

    /** A signing key changed its state, because a client demanded it or its time had come ({@code by} is then {@code -}). */
    public void signingKey(String state, String kid, String algorithm, String by) {
        format.info(new AuditLine("signing key " + state)
                .with("kid", kid)
                .with("algorithm", algorithm)
                .with("by", by.equals("-") ? null : by));
    }

    /** A request was refused. Counts it, and writes a line if there are not too many. */
    public void refused(Refusal refusal) {
        refusals.tell(refusal);
    }

    /** A request without any credentials was refused. Only counts it: scanners send many. */
    public void refusedAnonymous(Refusal refusal) {
        refusals.count(refusal);
    }

    /** Writes how many lines about refusals were left out, unless that was written before. Call this regularly. */
    void reportOmitted() {
        refusals.tellLeftOut();
    }
}
