package matryoshka.resource.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;

/** Two self-signed certificates of clients, whose private keys nobody has. */
public final class PlayedCertificates {
    public static final X509Certificate ONE = read("""
            -----BEGIN CERTIFICATE-----
            MIIBkTCCATegAwIBAgIUMXNCt4LScTvkGPnJ0s4PKDSOtv8wCgYIKoZIzj0EAwIw
            HTEbMBkGA1UEAwwSb25lLmNsaWVudC5leGFtcGxlMCAXDTI2MTEyODAwMzgxOVoY
            DzIxMjYxMTA0MDAzODE5WjAdMRswGQYDVQQDDBJvbmUuY2xpZW50LmV4YW1wbGUw
            WTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAROOP/Gl7FoTlPHOxjxXoMbkQ40alzD
            DApEiPRp+69kGnDV2sduJlVYahUPnPJHhcyCcbcjrqadCr2gyRcb7mQ2o1MwUTAd
            BgNVHQ4EFgQUveBEhIzxX/aAqAiK22MctQQb7MUwHwYDVR0jBBgwFoAUveBEhIzx
            X/aAqAiK22MctQQb7MUwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBF
            AiEA99unsIN0LcWDAYQq66g2i29qujuBHPEifAurJ30u6ScCIBkr3iRad56+cp9B
            IpmCEL9hpHVhBlkTPRb+u/ktVXvX
            -----END CERTIFICATE-----
            """);

    public static final X509Certificate OTHER = read("""
            -----BEGIN CERTIFICATE-----
            MIIBlDCCATugAwIBAgIUUNyBE0hCWidNVdANPS3JXFRw1yEwCgYIKoZIzj0EAwIw
            HzEdMBsGA1UEAwwUb3RoZXIuY2xpZW50LmV4YW1wbGUwIBcNMjYxMTI4MDAzODE5
            WhgPMjEyNjExMDQwMDM4MTlaMB8xHTAbBgNVBAMMFG90aGVyLmNsaWVudC5leGFt
            cGxlMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEAqyk/xyDGTq/QUISWdnWc/4T
            b05mGxDuzHOWqga7Gk5aC3IEr2ktkdtuyaQBMrcl79MM4iIKHodgtNXkzIfRwKNT
            MFEwHQYDVR0OBBYEFCW5ImPe8YjJueNV0jS8/aCm3v6zMB8GA1UdIwQYMBaAFCW5
            ImPe8YjJueNV0jS8/aCm3v6zMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwID
            RwAwRAIgPNXWYejh0j+Ki6l791rL2IWMRL50WBQKXRQxmvTHVsoCIGN5S4E/PNXo
            0Ro2E1IBkG7Y4JSzj38QoqDa72qRSoXi
            -----END CERTIFICATE-----
            """);

    private PlayedCertificates() {}

    /** Returns the {@code x5t#S256} of a certificate. */
    public static String thumbprint(X509Certificate certificate) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (GeneralSecurityException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static X509Certificate read(String pem) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(US_ASCII)));
        } catch (CertificateException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
