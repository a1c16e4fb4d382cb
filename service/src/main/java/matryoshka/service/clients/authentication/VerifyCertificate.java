package matryoshka.service.clients.authentication;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import java.nio.ByteBuffer;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import javax.security.auth.x500.X500Principal;
import matryoshka.service.clients.AuthenticationMethod;
import matryoshka.service.clients.CertificateName;
import matryoshka.service.clients.Client;
import matryoshka.service.clients.ClientMetadata;
import matryoshka.service.clients.ClientRegistry;
import matryoshka.service.platform.oauth.PresentedCredentials.Certificate;
import matryoshka.token.PublicKeys;

/**
 * Finds the client that a certificate belongs to (RFC 8705 §2). Whoever received the certificate, this issuer's TLS connector or a trusted
 * proxy, has verified that the sender has its key.
 */
public final class VerifyCertificate {
    /** Types of general names in a certificate (RFC 5280 §4.2.1.6). */
    private static final int DNS_NAME = 2;

    private static final int URI_NAME = 6;

    private final Clock clock;

    VerifyCertificate(Clock clock) {
        this.clock = clock;
    }

    /**
     * Returns the client that the certificate belongs to, or why it belongs to none that authenticates this way.
     *
     * @param isTrusted whether the names in it can be trusted; called only if they matter
     */
    Authentication verify(ClientRegistry clients, Certificate presented, BooleanSupplier isTrusted) {
        Optional<Client> claimed = clients.find(presented.clientId());
        return claimed.flatMap(client -> flaw(client, presented.certificate(), isTrusted))
                .<Authentication>map(Authentication.Failed::new)
                .or(() -> claimed.map(Authentication.Proven::new))
                .orElseGet(() -> new Authentication.Failed(AuthenticationFlaw.UNKNOWN_CLIENT));
    }

    private Optional<AuthenticationFlaw> flaw(Client client, X509Certificate certificate, BooleanSupplier isTrusted) {
        if (client.metadata().disabled()) {
            return Optional.of(AuthenticationFlaw.CLIENT_DISABLED);
        }
        if (!client.metadata().authentication().hasCertificate()) {
            return Optional.of(AuthenticationFlaw.WRONG_METHOD);
        }
        if (!isCurrent(certificate)) {
            return Optional.of(AuthenticationFlaw.CERTIFICATE_EXPIRED);
        }
        return isOf(client.metadata(), certificate, isTrusted)
                ? Optional.empty()
                : Optional.of(AuthenticationFlaw.CERTIFICATE_REFUSED);
    }

    private boolean isCurrent(X509Certificate certificate) {
        try {
            certificate.checkValidity(Date.from(clock.instant()));
            return true;
        } catch (CertificateException ended) {
            return false;
        }
    }

    private static boolean isOf(ClientMetadata client, X509Certificate certificate, BooleanSupplier isTrusted) {
        return switch (client.authentication()) {
            case TLS_CLIENT_AUTH -> {
                CertificateName name = client.possession().certificate();
                yield name != null && hasName(certificate, name) && isTrusted.getAsBoolean();
            }
            case SELF_SIGNED_TLS_CLIENT_AUTH ->
                RegisteredKeys.of(client.jwks()).forSignatures().stream()
                        .anyMatch(key -> isKeyOf(certificate.getPublicKey(), key));
            case CLIENT_SECRET_BASIC, CLIENT_SECRET_POST, PRIVATE_KEY_JWT -> false;
        };
    }

    private static boolean hasName(X509Certificate certificate, CertificateName name) {
        return switch (name.kind()) {
            case SUBJECT_DN -> new X500Principal(name.value()).equals(certificate.getSubjectX500Principal());
            case SAN_DNS -> alternativeNames(certificate, DNS_NAME).stream().anyMatch(name.value()::equalsIgnoreCase);
            case SAN_URI -> alternativeNames(certificate, URI_NAME).contains(name.value());
        };
    }

    private static List<String> alternativeNames(X509Certificate certificate, int kind) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? List.of()
                    : names.stream()
                            .filter(name -> name.get(0).equals(kind))
                            .map(name -> String.valueOf(name.get(1)))
                            .toList();
        } catch (CertificateParsingException malformed) {
            return List.of();
        }
    }

    private static boolean isKeyOf(PublicKey presented, JWK registered) {
        return encoded(registered)
                .filter(ByteBuffer.wrap(presented.getEncoded())::equals)
                .isPresent();
    }

    /** Returns the keys, encoded as in X.509, of all clients with self-signed certificates. */
    public static Set<ByteBuffer> ofSelfSigned(ClientRegistry clients) {
        Set<ByteBuffer> keys = new HashSet<>();
        clients.all().values().forEach(client -> keys.addAll(ofSelfSigned(client.metadata())));
        return keys;
    }

    /** Returns the keys of one client; none if it does not use self-signed certificates. */
    public static Set<ByteBuffer> ofSelfSigned(ClientMetadata client) {
        Set<ByteBuffer> keys = new HashSet<>();
        if (client.authentication() == AuthenticationMethod.SELF_SIGNED_TLS_CLIENT_AUTH) {
            RegisteredKeys.of(client.jwks()).all().forEach(key -> encoded(key).ifPresent(keys::add));
        }
        return keys;
    }

    private static Optional<ByteBuffer> encoded(JWK registered) {
        if (registered instanceof OctetKeyPair pair) {
            return PublicKeys.of(pair).map(key -> ByteBuffer.wrap(key.getEncoded()));
        }
        try {
            return registered instanceof AsymmetricJWK key
                    ? Optional.of(ByteBuffer.wrap(key.toPublicKey().getEncoded()))
                    : Optional.empty();
        } catch (JOSEException unusable) {
            return Optional.empty();
        }
    }
}
