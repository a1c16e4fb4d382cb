package matryoshka.service.platform.http;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Replaces a {@code Content-Type} that cannot be parsed by {@linkplain KnownMediaTypes#OTHER one that no resource accepts}, so that each
 * resource refuses the body in its own way. A servlet filter, because Jersey reads the header before any filter of its own, and answers an
 * unparsable one without a message.
 */
public final class ContentTypeFilter implements Filter {
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    /** RFC 9110 §8.3.1. Possessive, so that matching takes linear time. */
    private static final Pattern MEDIA_TYPE =
            Pattern.compile("%1$s/%1$s(?:[ \\t]*+;[ \\t]*+(?:%1$s=(?:%1$s|\"[^\"\\\\]*+\"))?+)*+".formatted(TOKEN));
    /** Weights belong in {@code Accept}; Jersey fails on them here. */
    private static final Set<String> WEIGHTS = Set.of("q", "qs");

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        boolean unreadable = request instanceof HttpServletRequest http && !isReadable(http);
        chain.doFilter(unreadable ? new Unreadable((HttpServletRequest) request) : request, response);
    }

    private static boolean isReadable(HttpServletRequest request) {
        List<String> lines = Collections.list(request.getHeaders(HttpHeaders.CONTENT_TYPE));
        return lines.isEmpty() || (lines.size() == 1 && isMediaType(lines.get(0).strip()));
    }

    private static boolean isMediaType(String text) {
        if (!MEDIA_TYPE.matcher(text).matches()) {
            return false;
        }
        try {
            MediaType type = MediaType.valueOf(text);
            return !type.isWildcardType()
                    && !type.isWildcardSubtype()
                    && type.getParameters().keySet().stream()
                            .map(name -> name.toLowerCase(Locale.ROOT))
                            .noneMatch(WEIGHTS::contains);
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }

    private static final class Unreadable extends HttpServletRequestWrapper {
        private Unreadable(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getContentType() {
            return KnownMediaTypes.OTHER;
        }

        @Override
        public @Nullable String getHeader(String name) {
            return isContentType(name) ? KnownMediaTypes.OTHER : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return isContentType(name)
                    ? Collections.enumeration(List.of(KnownMediaTypes.OTHER))
                    : super.getHeaders(name);
        }

        private static boolean isContentType(String name) {
            return HttpHeaders.CONTENT_TYPE.equalsIgnoreCase(name);
        }
    }
}
