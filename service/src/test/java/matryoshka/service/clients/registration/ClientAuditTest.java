package matryoshka.service.clients.registration;

import static org.assertj.core.api.Assertions.assertThat;

import matryoshka.service.clients.ClientsApi;
import matryoshka.service.testing.AuditLines;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ClientAuditTest {
    @RegisterExtension
    static final ClientsApi API = new ClientsApi();

    private final AuditLines audit = new AuditLines();

    @AfterEach
    void listen_no_more() {
        audit.close();
    }

    @Test
    void every_change_of_a_client_is_logged_without_secrets() throws Exception {
        String first = API.post("/clients", "{'client_id': 'web-shop', 'scope': 'orders:read'}")
                .json()
                .path("client_secret")
                .textValue();
        API.put("/clients/web-shop", "{'disabled': true}");
        String second = API.post("/clients/web-shop/secrets", null)
                .json()
                .path("client_secret")
                .textValue();
        API.delete("/clients/web-shop");

        assertThat(audit.written())
                .containsExactly(
                        "client registered client=web-shop by=admin revision=1 disabled=false scope=\"orders:read\"",
                        "client changed client=web-shop by=admin revision=2 disabled=true scope=\"\"",
                        "client secret-added client=web-shop by=admin revision=3 disabled=true scope=\"\"",
                        "client removed client=web-shop by=admin revision=3 disabled=true scope=\"\"")
                .noneMatch(line -> line.contains(first) || line.contains(second));
    }

    @Test
    void refused_changes_are_not_logged() {
        API.post("/clients", "{'scope': 'no:such'}");
        API.delete("/clients/nobody");

        assertThat(audit.written()).isEmpty();
    }
}
