package matryoshka.service.tokens.metadata;

import com.nimbusds.jose.Algorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.id.Issuer;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import matryoshka.service.clients.AuthenticationMethod;
import matryoshka.service.keys.KeyRing;
import matryoshka.service.platform.http.CrossOrigin;
import matryoshka.service.platform.oauth.StrictJws;
import net.minidev.json.JSONObject;

/**
 * {@code GET /.well-known/oauth-authorization-server} (RFC 8414): the issuer's metadata, from the configuration and the signing keys,
 * whatever the Host header says.
 */
@Path("/.well-known/oauth-authorization-server")
@Produces(MediaType.APPLICATION_JSON)
public final class MetadataResource {
    private static final String INTROSPECTION_ALGORITHMS = "introspection_signing_alg_values_supported";
    /** Not registered with IANA. */
    private static final String STATUS_SUMMARY = "status_summary_endpoint";

    private static final int MAX_AGE_SECONDS = 300;

    private final AuthorizationServerMetadata metadata;
    private final Supplier<KeyRing> keys;

    /**
     * @param keys the signing keys in use
     * @param methods with which clients can authenticate here, at every endpoint that requires it
     */
    public MetadataResource(URI issuer, Supplier<KeyRing> keys, Set<AuthenticationMethod> methods) {
        List<ClientAuthenticationMethod> authentication = methods.stream()
                .map(method -> new ClientAuthenticationMethod(method.registeredName()))
                .toList();
        this.keys = keys;
        this.metadata = new AuthorizationServerMetadata(new Issuer(issuer));
        metadata.setTokenEndpointURI(URI.create(issuer + "/oauth2/token"));
        metadata.setJWKSetURI(URI.create(issuer + "/oauth2/jwks"));
        metadata.setGrantTypes(List.of(GrantType.CLIENT_CREDENTIALS, GrantType.TOKEN_EXCHANGE, GrantType.JWT_BEARER));
        metadata.setTokenEndpointAuthMethods(authentication);
        metadata.setTokenEndpointJWSAlgs(StrictJws.ALGORITHMS);
        metadata.setRevocationEndpointURI(URI.create(issuer + "/oauth2/revoke"));
        metadata.setRevocationEndpointAuthMethods(authentication);
        metadata.setRevocationEndpointJWSAlgs(StrictJws.ALGORITHMS);
        metadata.setIntrospectionEndpointURI(URI.create(issuer + "/oauth2/introspect"));
        metadata.setIntrospectionEndpointAuthMethods(authentication);
        metadata.setIntrospectionEndpointJWSAlgs(StrictJws.ALGORITHMS);
        metadata.setCustomParameter(STATUS_SUMMARY, issuer + "/oauth2/status");
        metadata.setDPoPJWSAlgs(StrictJws.ALGORITHMS);
        metadata.setSupportsTLSClientCertificateBoundAccessTokens(
                methods.contains(AuthenticationMethod.SELF_SIGNED_TLS_CLIENT_AUTH));
        // Required, although there is no authorization endpoint.
        metadata.setResponseTypes(List.of());
    }

    private String document() {
        JSONObject document = metadata.toJSONObject();
        // RFC 9701 §7.
        document.put(
                INTROSPECTION_ALGORITHMS,
                keys.get().published().getKeys().stream()
                        .map(JWK::getAlgorithm)
                        .map(Algorithm::getName)
                        .distinct()
                        .toList());
        return document.toJSONString().replace("\\/", "/");
    }

    @GET
    public Response get() {
        CacheControl cache = new CacheControl();
        cache.setMaxAge(MAX_AGE_SECONDS);
        return CrossOrigin.readable(Response.ok(document()).cacheControl(cache)).build();
    }

    @OPTIONS
    public Response preflight() {
        return CrossOrigin.preflight();
    }
}
