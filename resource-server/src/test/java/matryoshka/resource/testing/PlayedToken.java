package matryoshka.resource.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import matryoshka.token.Cnf;
import matryoshka.token.Granted;
import matryoshka.token.Presenter;
import matryoshka.token.Recipient;
import matryoshka.token.TokenContent;
import org.jspecify.annotations.Nullable;

/**
 * A token to mint, with those that it embeds. Immutable: each method returns another.
 *
 * @param audiences whom it is for; at least one
 * @param holder who presents it
 * @param actors who acts for the subject, newest first; null for what follows from the holders
 * @param planId the plan node's id
 */
public record PlayedToken(
        List<String> audiences,
        String holder,
        List<String> scopes,
        @Nullable List<String> actors,
        Map<String, Object> claims,
        String planId,
        Duration lifetime,
        Binding binding,
        List<PlayedToken> embedded) {

    /**
     * The keys of the holder.
     *
     * @param cnf the key that the token is bound to, or null
     * @param encryptTo the key that it is encrypted to, or null
     * @param cut audiences that the size budget cut
     */
    record Binding(@Nullable Cnf cnf, @Nullable Recipient encryptTo, List<String> cut) {
        static final Binding NONE = new Binding(null, null, List.of());
    }

    /** Describes a token for a service, to be presented by a holder, which lives five minutes. */
    public static PlayedToken of(String audience, String holder, String... scopes) {
        return new PlayedToken(
                List.of(audience),
                holder,
                List.of(scopes),
                null,
                Map.of(),
                "plan-of-" + holder + "-at-" + Integer.toHexString(audience.hashCode()),
                Duration.ofMinutes(5),
                Binding.NONE,
                List.of());
    }

    /** Lets it embed tokens; what acts for the subject in them follows from their holders. */
    public PlayedToken embedding(PlayedToken... tokens) {
        List<PlayedToken> all = new ArrayList<>(embedded);
        all.addAll(List.of(tokens));
        return new PlayedToken(audiences, holder, scopes, actors, claims, planId, lifetime, binding, all);
    }

    public PlayedToken withAudiences(String... all) {
        return new PlayedToken(List.of(all), holder, scopes, actors, claims, planId, lifetime, binding, embedded);
    }

    public PlayedToken withActors(String... newestFirst) {
        return new PlayedToken(
                audiences, holder, scopes, List.of(newestFirst), claims, planId, lifetime, binding, embedded);
    }

    public PlayedToken withClaims(Map<String, Object> custom) {
        return new PlayedToken(audiences, holder, scopes, actors, custom, planId, lifetime, binding, embedded);
    }

    public PlayedToken withPlan(String id) {
        return new PlayedToken(audiences, holder, scopes, actors, claims, id, lifetime, binding, embedded);
    }

    public PlayedToken withLifetime(Duration time) {
        return new PlayedToken(audiences, holder, scopes, actors, claims, planId, time, binding, embedded);
    }

    /** Binds it to the key with this RFC 7638 thumbprint (DPoP). */
    public PlayedToken boundToKey(String jkt) {
        return bound(new Binding(new Cnf("jkt", jkt), binding.encryptTo(), binding.cut()));
    }

    /** Binds it to the certificate with this SHA-256, in base64url. */
    public PlayedToken boundToCertificate(String thumbprint) {
        return bound(new Binding(new Cnf("x5t#S256", thumbprint), binding.encryptTo(), binding.cut()));
    }

    /** Encrypts it to its holder. */
    public PlayedToken encryptedTo(Map<String, String> publicJwk) {
        return bound(new Binding(binding.cnf(), Recipient.parse(publicJwk), binding.cut()));
    }

    /** Lets it list audiences whose tokens the budget cut. */
    public PlayedToken cutting(String... cut) {
        return bound(new Binding(binding.cnf(), binding.encryptTo(), List.of(cut)));
    }

    private PlayedToken bound(Binding keys) {
        return new PlayedToken(audiences, holder, scopes, actors, claims, planId, lifetime, keys, embedded);
    }

    /**
     * @param place the suffix of its {@code jti}
     * @param outer the actors of the token around it
     */
    TokenContent content(String place, List<String> outer) {
        return new TokenContent(
                place,
                planId,
                new Presenter(holder, actors(place, outer), binding.cnf(), binding.encryptTo()),
                new Granted(audiences, new TreeSet<>(scopes), new TreeMap<>(claims), binding.cut()),
                lifetime);
    }

    List<String> actors(String place, List<String> outer) {
        if (actors != null) {
            return actors;
        }
        List<String> grown = new ArrayList<>(outer);
        if (!place.isEmpty()) {
            grown.add(0, holder);
        }
        return grown;
    }
}
