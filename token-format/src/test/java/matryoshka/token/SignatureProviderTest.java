package matryoshka.token;

import static matryoshka.token.Fixtures.RANDOM;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.security.Security;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SignatureProviderTest {
    @ParameterizedTest
    @EnumSource
    void what_the_jdk_signs_the_native_provider_verifies_and_back(SigningAlgorithm algorithm) {
        SigningKey key = Fixtures.key(algorithm);
        SignatureProvider jdk = SignatureProvider.jdk(RANDOM);

        assertThat(jdk.isNative(algorithm)).isFalse();
        String byJdk = Fixtures.shop()
                .mint(Fixtures.VALUES, new TokenSealer(new TokenSigner(key, jdk), new TokenEncrypter(RANDOM)))
                .outerToken();
        assertThat(Fixtures.verified(algorithm, byJdk).jti()).isEqualTo("R00T");
    }

    @ParameterizedTest
    @EnumSource
    void where_the_native_library_loads_it_serves_every_algorithm(SigningAlgorithm algorithm) {
        boolean loads = CorrettoProvider.find(getClass().getClassLoader()).isPresent();

        assertThat(Fixtures.PROVIDER.isNative(algorithm)).isEqualTo(loads);
    }

    @ParameterizedTest
    @EnumSource
    void the_description_says_which_code_signs(SigningAlgorithm algorithm) {
        assertThat(SignatureProvider.jdk(RANDOM).description(algorithm)).startsWith("The JDK signs " + algorithm);
        if (Fixtures.PROVIDER.isNative(algorithm)) {
            assertThat(Fixtures.PROVIDER.description(algorithm))
                    .startsWith("AmazonCorrettoCryptoProvider 2.5.0 signs " + algorithm + " in native code");
        }
    }

    @Test
    void it_is_not_installed_for_the_whole_process() {
        assertThat(Fixtures.PROVIDER.description(SigningAlgorithm.ES256)).isNotEmpty();

        assertThat(Arrays.stream(Security.getProviders()))
                .noneMatch(provider -> provider.getName().contains("Corretto"));
    }

    @Test
    void without_its_jar_there_is_none() throws IOException {
        try (URLClassLoader none = new URLClassLoader(new URL[0], ClassLoader.getPlatformClassLoader())) {
            assertThat(CorrettoProvider.find(none)).isEmpty();
        }
    }
}
