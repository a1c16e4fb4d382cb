package matryoshka.service.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Produces;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownMediaTypesTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("matryoshka.service");

    @Test
    void every_media_type_of_a_resource_is_known() {
        assertThat(types(Consumes.class)).isNotEmpty().allMatch(KnownMediaTypes::isTaken);
        assertThat(types(Produces.class)).isNotEmpty().allMatch(KnownMediaTypes::isGiven);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON; charset=utf-8",
                "application/x-www-form-urlencoded;;",
                "text/yaml ;a=\"b\""
            })
    void a_supported_content_type_stays_unchanged(String header) {
        assertThat(KnownMediaTypes.contentType(header)).isEqualTo(header);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-1", "garbage", "a/", "*/*", "application/*", "", ";", "text/html", "json"})
    void all_other_content_types_become_one(String header) {
        assertThat(KnownMediaTypes.contentType(header)).isEqualTo(KnownMediaTypes.OTHER);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json | application/json",
                "APPLICATION/JSON;charset=utf-8 | application/json",
                "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8 | text/html, */*;q=0.8",
                "application/yaml;q=0.5, application/json | application/json, application/yaml;q=0.5",
                "application/json;q=0, */* | */*, application/json;q=0.0",
                "application/json;q=0.123;a=b, application/json | application/json;q=0.123",
                "application/json;q=2 | application/json",
                "application/json;a=\"q=0\" | application/json",
                "image/png | application/octet-stream",
                "garbage | application/octet-stream",
                ", ; , | application/octet-stream",
            })
    void of_what_is_accepted_the_known_types_are_left_by_preference(String header, String left) {
        assertThat(KnownMediaTypes.accept(header)).isEqualTo(left);
    }

    @Test
    void what_is_left_is_short_however_much_there_was() {
        String types = Stream.of("json", "yaml", "x-yaml", "jwt", "problem+json", "jwk-set+json", "statuslist+jwt", "*")
                .flatMap(type -> Stream.of("application/" + type, "text/yaml", "x/" + type, "text/html", "text/plain"))
                .collect(Collectors.joining(";q=0.7,"));

        assertThat(KnownMediaTypes.accept((types + ",").repeat(100)).split(",")).hasSize(8);
    }

    private static Set<String> types(Class<?> annotation) {
        return CLASSES.stream()
                .flatMap(type -> Stream.concat(
                        type.getAnnotations().stream(),
                        type.getMethods().stream().flatMap(method -> method.getAnnotations().stream())))
                .filter(found -> found.getRawType().isEquivalentTo(annotation))
                .flatMap(KnownMediaTypesTest::values)
                .map(type -> type.replaceFirst(";.*", ""))
                .collect(Collectors.toSet());
    }

    private static Stream<String> values(JavaAnnotation<?> annotation) {
        return Arrays.stream((Object[]) annotation.get("value").orElseThrow()).map(String::valueOf);
    }
}
