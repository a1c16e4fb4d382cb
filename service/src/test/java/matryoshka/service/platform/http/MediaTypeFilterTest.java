package matryoshka.service.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ContainerRequest;
import org.junit.jupiter.api.Test;

/** Jersey remembers what it is shown: so it is shown little. */
class MediaTypeFilterTest {
    private final ContainerRequest request = new ContainerRequest(
            URI.create("http://localhost/"),
            URI.create("http://localhost/oauth2/token"),
            "POST",
            null,
            new MapPropertiesDelegate(),
            null);

    @Test
    void of_types_that_are_made_up_nothing_is_left() {
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
    void two_content_types_are_none_of_ours() {
        request.header(HttpHeaders.CONTENT_TYPE, "application/json");
        request.header(HttpHeaders.CONTENT_TYPE, "application/x-www-form-urlencoded");
        new MediaTypeFilter().filter(request);

        assertThat(request.getRequestHeader(HttpHeaders.CONTENT_TYPE)).containsExactly(KnownMediaTypes.OTHER);
    }

    @Test
    void what_is_not_there_is_not_made_up() {
        request.header(HttpHeaders.ACCEPT, " ");
        new MediaTypeFilter().filter(request);

        assertThat(request.getHeaders()).doesNotContainKey(HttpHeaders.CONTENT_TYPE);
        assertThat(request.getRequestHeader(HttpHeaders.ACCEPT)).containsExactly(" ");
    }
}
