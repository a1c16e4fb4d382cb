package matryoshka.service.platform.connections;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3,       10.1.2.3,         true",
        "10.1.2.3,       10.1.2.4,         false",
        "10.0.0.0/8,     10.255.0.1,       true",
        "10.0.0.0/8,     11.0.0.1,         false",
        "192.168.0.0/23, 192.168.1.9,      true",
        "192.168.0.0/23, 192.168.2.1,      false",
        "0.0.0.0/0,      8.8.8.8,          true",
        "0.0.0.0/0,      ::1,              false",
        "::1,            0:0:0:0:0:0:0:1,  true",
        "::1,            [::1],            true",
        "fd00::/8,       fd12:3456::1,     true",
        "fd00::/8,       fe80::1,          false",
        "10.0.0.0/8,     localhost,        false",
        "10.0.0.0/8,     '',               false",
    })
    void an_address_is_in_a_range_when_its_first_bits_are(String range, String address, boolean contained) {
        assertThat(AddressRange.parse(range).orElseThrow().contains(address)).isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "proxy",
                "proxy.example/8",
                "10.0.0.0/33",
                "10.0.0.0/",
                "10.0.0.0/-1",
                "1/2/3",
                "::/129",
                "10.0.0.256"
            })
    void a_malformed_range_is_refused(String text) {
        assertThat(AddressRange.parse(text)).isEmpty();
    }
}
