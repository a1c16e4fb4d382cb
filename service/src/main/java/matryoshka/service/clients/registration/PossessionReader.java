package matryoshka.service.clients.registration;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import matryoshka.service.clients.AuthenticationMethod;
import matryoshka.service.clients.CertificateName;
import matryoshka.service.clients.CertificateName.Kind;
import matryoshka.service.clients.Possession;
import matryoshka.service.platform.json.ObjectCursor;
import org.jspecify.annotations.Nullable;

/** Reads the members of a registration about proof of possession. Reports {@code certificate-name} and {@code too-large}. */
final class PossessionReader {
    private static final int MAX_NAME_CHARS = 1_000;
    private static final String RULE = "certificate-name";

    private final ObjectCursor client;

    private PossessionReader(ObjectCursor client) {
        this.client = client;
    }

    static Possession read(ObjectCursor client, AuthenticationMethod authentication) {
        String bound = "tls_client_certificate_bound_access_tokens";
        return new Possession(
                new PossessionReader(client).certificate(authentication),
                client.flag("dpop_bound_access_tokens"),
                client.has(bound) ? client.flag(bound) : authentication.hasCertificate());
    }

    private @Nullable CertificateName certificate(AuthenticationMethod authentication) {
        List<CertificateName> names = Arrays.stream(Kind.values())
                .flatMap(
                        kind -> Optional.ofNullable(client.text(kind.memberName()))
                                .map(value -> new CertificateName(kind, value))
                                .stream())
                .toList();
        names.forEach(this::check);
        if (authentication != AuthenticationMethod.TLS_CLIENT_AUTH) {
            names.forEach(
                    name -> client.report(name.kind().memberName(), RULE, "Only tls_client_auth allows this member."));
            return null;
        }
        if (names.size() != 1) {
            client.report(
                    Kind.SUBJECT_DN.memberName(),
                    RULE,
                    "tls_client_auth requires exactly one of "
                            + Arrays.stream(Kind.values()).map(Kind::memberName).collect(Collectors.joining(", "))
                            + ".");
            return null;
        }
        return names.get(0);
    }

    private void check(CertificateName name) {
        if (name.value().length() > MAX_NAME_CHARS) {
            client.report(
                    name.kind().memberName(), "too-large", "This can have at most " + MAX_NAME_CHARS + " characters.");
        } else if (!name.isWellFormed()) {
            client.report(name.kind().memberName(), RULE, "This is not a valid certificate name.");
        }
    }
}
