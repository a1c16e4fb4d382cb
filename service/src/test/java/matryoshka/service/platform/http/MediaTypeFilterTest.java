package matryoshka.service.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ContainerRequest;
import org.junit.jupiter.api.Test;

/** Jersey caches the media types that it sees, so it must see only known ones. */
class MediaTypeFilterTest {
    private final ContainerRequest request = new ContainerRequest(
            URI.create("http://localhost/"),
            URI.create("http://localhost/oauth2/token"),
            "POST",
            null,
            new MapPropertiesDelegate(),
            null);

    @Test
    void invented_types_are_removed() {
        request.header(HttpHeaders.CONTENT_TYPE, "application/x-1" + "a".repeat(10_000));
        request.header(HttpHeaders.ACCEPT, "application/x-1" + "a".repeat(10_000));
        new MediaTypeFilter().filter(request);

        assertThat(request.getRequestHeader(HttpHeaders.CONTENT_TYPE)).containsExactly(KnownMediaTypes.OTHER);
        assertThat(request.getRequestHeader(HttpHeaders.ACCEPT)).containsExactly(KnownMediaTypes.OTHER);
    }

    @Test
    void several_lines_of_what_is_accepted_are_one() {
        request.header(HttpHeaders.ACCEPT, "application/yaml;q=0.1");
        request.header(HttpHeaders.ACCEPT, "x/y, application/json");
        new MediaTypeFilter().filter(request);

        assertThat(request.getRequestHeader(HttpHeaders.ACCEPT))
                .containsExactly("application/json, application/yaml;q=0.1");
    }

    @Test
    void two_content_types_are_unsupported() {
        request.header(HttpHeaders.CONTENT_TYPE, "application/json");
        request.header(HttpHeaders.CONTENT_TYPE, "application/x-www-form-urlencoded");
        new MediaTypeFilter().filter(request);

        assertThat(request.getRequestHeader(HttpHeaders.CONTENT_TYPE)).containsExactly(KnownMediaTypes.OTHER);
    }

    @Test
    void absent_headers_stay_absent() {
        request.header(HttpHeaders.ACCEPT, " ");
        new MediaTypeFilter().filter(request);

        assertThat(request.getHeaders()).doesNotContainKey(HttpHeaders.CONTENT_TYPE);
        assertThat(request.getRequestHeader(HttpHeaders.ACCEPT)).containsExactly(" ");
    }
}
