package matryoshka.service.clients.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import matryoshka.service.testing.ClientCertificate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthoritiesTest {
    @TempDir
    static Path folder;

    private static ClientCertificate authority;
    private static ClientCertificate ownSigner;
    private static List<X509Certificate> signed;

    @BeforeAll
    static void make_certificates() throws Exception {
        authority = ClientCertificate.authority(folder, "CN=Shop");
        ownSigner = ClientCertificate.authority(folder, "CN=Other");
        signed =
                List.of(authority.signs(folder, "CN=Batch", "dns:batch.example").certificate());
    }

    @Test
    void an_authoritys_certificates_are_trusted_while_valid() throws Exception {
        List<X509Certificate> named = Authorities.read(authority.pem(folder));
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(400));

        assertThat(Authorities.named(named, Clock.systemUTC()).vouchFor(signed, Set::of))
                .isTrue();
        assertThat(Authorities.named(named, later).vouchFor(signed, Set::of)).isFalse();
    }

    @Test
    void certificates_of_another_authority_are_not_trusted() throws Exception {
        List<X509Certificate> other = List.of(ownSigner.certificate());

        assertThat(Authorities.named(other, Clock.systemUTC()).vouchFor(signed, Set::of))
                .isFalse();
        assertThat(Authorities.named(other, Clock.systemUTC()).vouchFor(List.of(), Set::of))
                .isFalse();
        assertThat(Authorities.named(List.of(), Clock.systemUTC()).vouchFor(signed, Set::of))
                .isFalse();
    }

    @Test
    void a_clients_self_signed_certificate_is_no_authority() throws Exception {
        Authorities trusted =
                Authorities.presumed(List.of(authority.certificate(), ownSigner.certificate()), Clock.systemUTC());
        Set<ByteBuffer> ofClients = Set.of(
                ByteBuffer.wrap(ownSigner.certificate().getPublicKey().getEncoded()),
                ByteBuffer.wrap(authority.certificate().getPublicKey().getEncoded()));

        assertThat(trusted.vouchFor(List.of(ownSigner.certificate()), Set::of)).isTrue();
        assertThat(trusted.vouchFor(List.of(ownSigner.certificate()), () -> ofClients))
                .isFalse();
        assertThat(trusted.vouchFor(signed, Set::of)).isTrue();
        assertThat(trusted.vouchFor(signed, () -> ofClients)).isFalse();
    }

    /** Otherwise a registrar could shut all others out with a public key. */
    @Test
    void a_configured_authority_is_trusted_whatever_is_registered() throws Exception {
        Set<ByteBuffer> ofClients =
                Set.of(ByteBuffer.wrap(authority.certificate().getPublicKey().getEncoded()));

        assertThat(Authorities.named(List.of(authority.certificate()), Clock.systemUTC())
                        .vouchFor(signed, () -> ofClients))
                .isTrue();
    }

    @Test
    void a_file_without_certificates_is_reported() throws Exception {
        Path empty = Files.createTempFile(folder, "none", ".pem");
        for (Path file : List.of(empty, folder.resolve("absent.pem"))) {
            assertThatThrownBy(() -> Authorities.read(file))
                    .isInstanceOf(CertificateSetupException.class)
                    .hasMessageContaining(file.toString());
        }
    }
}
