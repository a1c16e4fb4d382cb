package matryoshka.service.platform.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundPolicyTest {
    private static final OutboundPolicy STRICT = new OutboundPolicy(false, false);
    private static final OutboundPolicy PRIVATE = new OutboundPolicy(false, true);
    private static final OutboundPolicy DEVELOPMENT = new OutboundPolicy(true, false);

    @ParameterizedTest
    @CsvSource({
        "1.1.1.1, PUBLIC",
        "8.8.8.8, PUBLIC",
        "9.255.255.255, PUBLIC",
        "11.0.0.0, PUBLIC",
        "172.15.255.255, PUBLIC",
        "172.32.0.0, PUBLIC",
        "192.167.255.255, PUBLIC",
        "192.169.0.0, PUBLIC",
        "100.63.255.255, PUBLIC",
        "100.128.0.0, PUBLIC",
        "169.253.255.255, PUBLIC",
        "169.255.0.0, PUBLIC",
        "223.255.255.255, PUBLIC",
        "198.17.255.255, PUBLIC",
        "198.20.0.0, PUBLIC",
        "10.0.0.0, PRIVATE",
        "10.255.255.255, PRIVATE",
        "172.16.0.1, PRIVATE",
        "172.31.255.255, PRIVATE",
        "192.168.0.1, PRIVATE",
        "192.168.255.255, PRIVATE",
        "100.64.0.0, PRIVATE",
        "100.127.255.255, PRIVATE",
        "127.0.0.1, LOOPBACK",
        "127.255.255.254, LOOPBACK",
        "0.0.0.0, NEVER",
        "0.1.2.3, NEVER",
        "169.254.169.254, NEVER",
        "169.254.0.1, NEVER",
        "192.0.0.192, NEVER",
        "192.0.2.1, NEVER",
        "192.88.99.1, NEVER",
        "198.18.0.1, NEVER",
        "198.19.255.255, NEVER",
        "198.51.100.7, NEVER",
        "203.0.113.7, NEVER",
        "224.0.0.1, NEVER",
        "239.255.255.255, NEVER",
        "240.0.0.1, NEVER",
        "255.255.255.255, NEVER",
        "2606:4700:4700::1111, PUBLIC",
        "2a00:1450:4001::1, PUBLIC",
        "2001:200::1, PUBLIC",
        "fc00::1, PRIVATE",
        "fdff:ffff::1, PRIVATE",
        "::1, LOOPBACK",
        "::, NEVER",
        "fe80::1, NEVER",
        "fe80::a9fe:a9fe, NEVER",
        "fec0::1, NEVER",
        "ff02::1, NEVER",
        "100::1, NEVER",
        "2001::1, NEVER",
        "2001:db8::1, NEVER",
        "2002:7f00:1::, NEVER",
        "2002:a9fe:a9fe::1, NEVER",
        "3fff::1, NEVER",
        "4000::1, NEVER",
        "::7f00:1, NEVER",
        "64:ff9b:1::7f00:1, NEVER",
        "::ffff:1.1.1.1, PUBLIC",
        "::ffff:10.0.0.1, PRIVATE",
        "::ffff:127.0.0.1, LOOPBACK",
        "::ffff:169.254.169.254, NEVER",
        "64:ff9b::101:101, PUBLIC",
        "64:ff9b::a00:1, PRIVATE",
        "64:ff9b::7f00:1, LOOPBACK",
        "64:ff9b::a9fe:a9fe, NEVER"
    })
    void an_address_is_of_the_kind_that_the_registries_say(String address, AddressKind kind) throws Exception {
        assertThat(AddressKind.of(InetAddress.getByName(address))).isEqualTo(kind);
    }

    @Test
    void each_exception_allows_only_what_it_names() throws Exception {
        assertPermits("8.8.8.8", true, true, true);
        assertPermits("10.0.0.1", false, true, false);
        assertPermits("fd00::1", false, true, false);
        assertPermits("127.0.0.1", false, false, true);
        assertPermits("::1", false, false, true);
        assertPermits("169.254.169.254", false, false, false);
        assertPermits("fe80::1", false, false, false);
    }

    private static void assertPermits(String address, boolean strict, boolean inside, boolean development)
            throws Exception {
        InetAddress read = InetAddress.getByName(address);
        assertThat(STRICT.permits(read)).as(address).isEqualTo(strict);
        assertThat(PRIVATE.permits(read)).as(address).isEqualTo(inside);
        assertThat(DEVELOPMENT.permits(read)).as(address).isEqualTo(development);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://id.example/jwks",
                "https://id.example:8443/a?b=c",
                "HTTPS://ID.example",
                "https://8.8.8.8/jwks",
                "https://[2606:4700:4700::1111]/jwks",
                "https://1password.example/",
                "https://cafe.example/"
            })
    void public_addresses_are_allowed(String url) {
        assertThat(STRICT.objection(URI.create(url))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://id.example/jwks",
                "ftp://id.example/",
                "file:///etc/passwd",
                "https:/jwks",
                "https:jwks",
                "jwks",
                "https://me@id.example/",
                "https://id.example/#a",
                "https://localhost/",
                "https://a.localhost/",
                "https://127.0.0.1/",
                "https://127.1/",
                "https://2130706433/",
                "https://0x7f000001/",
                "https://0x7f.1/",
                "https://0177.0.0.1/",
                "https://[::1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://10.0.0.1/",
                "https://[fd00::1]/",
                "https://169.254.169.254/latest/",
                "http://169.254.169.254/latest/",
                "http://localhost/",
                "https://0.0.0.0/",
                "https://[fe80::1%25eth0]/"
            })
    void internal_addresses_and_plain_http_are_refused(String url) {
        assertThat(STRICT.objection(URI.create(url))).isPresent();
    }

    @Test
    void a_too_long_url_is_refused() {
        assertThat(STRICT.objection(URI.create("https://id.example/" + "a".repeat(2_000))))
                .isPresent();
    }

    @Test
    void in_development_loopback_is_allowed_without_tls() {
        assertThat(DEVELOPMENT.objection(URI.create("http://localhost:1/"))).isEmpty();
        assertThat(DEVELOPMENT.objection(URI.create("http://127.0.0.1:1/"))).isEmpty();
        assertThat(DEVELOPMENT.objection(URI.create("http://[::1]:1/"))).isEmpty();
        assertThat(DEVELOPMENT.objection(URI.create("https://localhost/"))).isEmpty();
        assertThat(DEVELOPMENT.objection(URI.create("http://id.example/"))).isPresent();
        assertThat(DEVELOPMENT.objection(URI.create("https://10.0.0.1/"))).isPresent();
        assertThat(PRIVATE.objection(URI.create("https://10.0.0.1/"))).isEmpty();
        assertThat(PRIVATE.objection(URI.create("http://10.0.0.1/"))).isPresent();
        assertThat(PRIVATE.objection(URI.create("https://localhost/"))).isPresent();
    }
}
