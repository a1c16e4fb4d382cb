package matryoshka.service.platform.database;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;

/** Knows which threads serve requests. These get connections from {@link RequestConnections}; all others get those for background work. */
public final class RequestThreads implements Filter {
    private final ThreadLocal<Boolean> serving = new ThreadLocal<>();

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain next)
            throws IOException, ServletException {
        serving.set(true);
        try {
            next.doFilter(request, response);
        } finally {
            serving.remove();
        }
    }

    /** Returns whether the calling thread serves a request. */
    public boolean isCalling() {
        return serving.get() != null;
    }
}
