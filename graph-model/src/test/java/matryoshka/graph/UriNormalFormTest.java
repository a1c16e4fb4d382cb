package matryoshka.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UriNormalFormTest {
    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            https://bank.example,                       https://bank.example/
            HTTPS://Bank.EXAMPLE:443,                   https://bank.example/
            https://bank.example:/,                     https://bank.example/
            https://bank.example:0443/,                 https://bank.example/
            http://bank.example:443,                    http://bank.example:443/
            http://bank.example:00080?q,                http://bank.example/?q
            wss://bank.example:443/x,                   wss://bank.example/x
            https://bank.example:000,                   https://bank.example:0/
            https://bank.example/a/./b/../c,            https://bank.example/a/c
            https://bank.example/..,                    https://bank.example/
            https://bank.example/a/..,                  https://bank.example/
            https://bank.example/a/.,                   https://bank.example/a/
            https://bank.example/a//b/../,              https://bank.example/a//
            https://bank.example/%7euser/%2E%2e/x,      https://bank.example/x
            https://bank.example/%c3%a9%2fa,            https://bank.example/%C3%A9%2Fa
            https://b%41nk.example/A,                   https://bank.example/A
            https://b%c3%a9nk.example,                  https://b%C3%A9nk.example/
            https://bank.example/x?A=%7e%2f,            https://bank.example/x?A=~%2F
            https://bank.example/%zz%,                  https://bank.example/%zz%
            https://User:Pass@bank.example:443,         https://User:Pass@bank.example/
            https://user@[2001:DB8::A]:443/,            https://user@[2001:db8::a]/
            https://bank.example:8443,                  https://bank.example:8443/
            https://bank_1.example:443,                 https://bank_1.example/
            URN:Example:Bank:%7e,                       urn:example:Bank:~
            spiffe://Trust.Domain/bank/./x,             spiffe://trust.domain/bank/x
            file:/etc/../bank,                          file:/bank
            tag:Bank.example.2026:x/../y,               tag:Bank.example.2026:x/../y
            bank,                                       bank
            Bank/../x,                                  Bank/../x
            `/a/../b`,                                  /a/../b
            """)
    void equivalent_spellings_have_one_normal_form(String spelling, String normal) {
        assertThat(UriNormalForm.of(spelling)).isEqualTo(normal);
        assertThat(UriNormalForm.same(spelling, normal)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "https://bank.example/a, https://bank.example/A",
        "https://bank.example/a, https://bank.example/a/",
        "https://bank.example, http://bank.example",
        "https://bank.example, https://bank.example?",
        "https://bank.example/a%2Fb, https://bank.example/a/b",
        "https://User@bank.example, https://user@bank.example",
        "https://bank.example:8443, https://bank.example",
        "urn:example:a, urn:example:A",
        "bank, BANK"
    })
    void what_may_name_something_else_has_another_normal_form(String one, String other) {
        assertThat(UriNormalForm.same(one, other)).isFalse();
    }

    @Test
    @Timeout(5)
    void what_is_long_and_hostile_takes_no_longer_than_it_is_long() {
        for (String part : new String[] {"@", ":", "/..", "%2e", "[", "0", "a%", "#?"}) {
            String hostile = "https://" + part.repeat(100_000) + "::x";
            assertThat(UriNormalForm.of(hostile)).isNotEmpty();
        }
    }

    @Test
    void a_normal_form_is_its_own_normal_form() {
        Random random = new Random(7);
        String[] parts = {
            "https", "HTTP", "urn", ":", "//", "/", ".", "..", "%2e", "%2F", "%41", "@", "[::A]", "?", "#", "a", "B",
            "443", ""
        };
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "https://" : "");
            for (int part = random.nextInt(9); part >= 0; part--) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            String normal = UriNormalForm.of(text.toString());
            assertThat(UriNormalForm.of(normal)).as(text.toString()).isEqualTo(normal);
        }
    }
}
