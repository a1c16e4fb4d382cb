package matryoshka.service.platform.http;

import jakarta.servlet.http.HttpServletRequest;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The parts of a request that show who sent it, without the body. Made at the edge, so that nothing behind it depends on servlets. Its
 * string form omits headers, which may contain credentials.
 *
 * @param headers each header's values, in order; names in any case
 * @param address the IP address at the other end of the connection
 * @param certificates the certificates presented in the TLS handshake: the peer's own, then those that lead to an authority
 */
public record RequestHead(Map<String, List<String>> headers, String address, List<X509Certificate> certificates) {
    private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";

    public RequestHead {
        Map<String, List<String>> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(headers);
        headers = Collections.unmodifiableMap(anyCase);
        certificates = List.copyOf(certificates);
    }

    public static RequestHead of(HttpServletRequest request) {
        Map<String, List<String>> headers = new HashMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.put(name, List.copyOf(Collections.list(request.getHeaders(name))));
        }
        return new RequestHead(
                headers,
                request.getRemoteAddr(),
                request.getAttribute(CERTIFICATES) instanceof X509Certificate[] chain ? List.of(chain) : List.of());
    }

    /** Returns the values of a header; empty if it is absent. */
    public List<String> values(String header) {
        return headers.getOrDefault(header, List.of());
    }

    @Override
    public String toString() {
        return "RequestHead[address=" + address + "]";
    }
}
