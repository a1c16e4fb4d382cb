package matryoshka.token;

import java.util.Set;

/** The names of all claims in a token (RFC 7519, 7800, 8693, 9068, and this issuer's own). */
public final class ClaimNames {
    public static final String ISSUER = "iss";
    public static final String SUBJECT = "sub";
    public static final String AUDIENCE = "aud";
    public static final String CLIENT_ID = "client_id";
    public static final String SCOPE = "scope";
    public static final String ISSUED_AT = "iat";
    public static final String EXPIRES_AT = "exp";
    public static final String NOT_BEFORE = "nbf";
    public static final String JWT_ID = "jti";

    /** One transaction id for a whole tree, kept by exchange. */
    public static final String TRANSACTION = "txn";

    public static final String ACTOR = "act";
    public static final String MAY_ACT = "may_act";

    /** {@code {"version": 17, "plan": "…"}}: what the token was minted from. */
    public static final String GRAPH = "graph";

    public static final String GRAPH_VERSION = "version";
    public static final String GRAPH_PLAN = "plan";
    public static final String STATUS = "status";
    public static final String STATUS_LIST = "status_list";
    public static final String STATUS_INDEX = "idx";
    public static final String STATUS_URI = "uri";
    public static final String CONFIRMATION = "cnf";
    public static final String AUTH_TIME = "auth_time";
    public static final String ACR = "acr";
    public static final String AMR = "amr";

    /** Audiences whose tokens the size budget cut: available by exchange. */
    public static final String EXCHANGE = "exchange";

    /** The embedded tokens. */
    public static final String TOKENS = "tokens";

    public static final String ENTRY_TYPE = "type";
    public static final String ENTRY_HOLDER = "holder";
    public static final String ENTRY_TOKEN = "token";

    /** The {@code type} of every entry of {@link #TOKENS} (RFC 8693 §3). */
    public static final String ACCESS_TOKEN_TYPE = "urn:ietf:params:oauth:token-type:access_token";

    /** Names that no custom claim may have. */
    public static final Set<String> RESERVED = Set.of(
            ISSUER,
            SUBJECT,
            AUDIENCE,
            CLIENT_ID,
            SCOPE,
            ISSUED_AT,
            EXPIRES_AT,
            NOT_BEFORE,
            JWT_ID,
            TRANSACTION,
            ACTOR,
            MAY_ACT,
            GRAPH,
            STATUS,
            CONFIRMATION,
            AUTH_TIME,
            ACR,
            AMR,
            EXCHANGE,
            TOKENS);

    private ClaimNames() {}
}
