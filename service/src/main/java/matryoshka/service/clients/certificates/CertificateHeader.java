package matryoshka.service.clients.certificates;

import java.io.ByteArrayInputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Optional;

/** Parses a certificate in a header set by a proxy. */
final class CertificateHeader {
    /** More than any certificate has; longer values are ignored. */
    private static final int MAX_CHARS = 16 * 1024;

    private static final String PEM_BEGIN = "-----BEGIN CERTIFICATE-----";
    private static final String PEM_END = "-----END CERTIFICATE-----";

    private CertificateHeader() {}

    /**
     * Parses the byte sequence of RFC 9440 §2.1, {@code :base64 of DER:}, or PEM that is percent-encoded as in nginx'
     * {@code $ssl_client_escaped_cert}. Returns empty for anything else.
     */
    static Optional<X509Certificate> parse(String value) {
        String text = value.strip();
        if (text.isEmpty() || text.length() > MAX_CHARS) {
            return Optional.empty();
        }
        try {
            return text.length() > 1 && text.startsWith(":") && text.endsWith(":")
                    ? certificate(Base64.getDecoder().decode(text.substring(1, text.length() - 1)))
                    : pem(text);
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<X509Certificate> pem(String escaped) {
        // A plus sign is part of base64 here, not a space.
        String pem = URLDecoder.decode(escaped.replace("+", "%2B"), StandardCharsets.UTF_8)
                .strip();
        return pem.startsWith(PEM_BEGIN) && pem.endsWith(PEM_END)
                ? certificate(Base64.getDecoder()
                        .decode(pem.substring(PEM_BEGIN.length(), pem.length() - PEM_END.length())
                                .replaceAll("\\s", "")))
                : Optional.empty();
    }

    private static Optional<X509Certificate> certificate(byte[] der) {
        try {
            return Optional.of((X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der)));
        } catch (CertificateException malformed) {
            return Optional.empty();
        }
    }
}
