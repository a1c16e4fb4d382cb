package matryoshka.service.platform.oauth;

import java.util.Set;

/** The parameters of this issuer's grants and endpoints. */
public final class OAuthParameters {
    /** URLs end up in logs and histories, so none of these is accepted in a query. Every other parameter belongs to dependencies. */
    public static final Set<String> NAMES = Set.of(
            "actor_token",
            "actor_token_type",
            "assertion",
            "audience",
            "client_assertion",
            "client_assertion_type",
            "client_id",
            "client_secret",
            "grant_type",
            "min_graph_version",
            "requested_token_type",
            "resource",
            "scope",
            "subject_token",
            "subject_token_type",
            "token",
            "token_type_hint");

    private OAuthParameters() {}
}
