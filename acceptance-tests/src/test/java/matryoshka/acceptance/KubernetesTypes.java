package matryoshka.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;

/** Reads resources by the types of Kubernetes' API. */
final class KubernetesTypes {
    /** The models take unknown members too; here they are errors. */
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .annotationIntrospector(new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1L;

                @Override
                public Boolean hasAnySetter(MapperConfig<?> config, Annotated annotated) {
                    return false;
                }
            })
            .build();

    private KubernetesTypes() {}

    /** Reads a resource, whose {@code kind} must be that of the type. A member that the type lacks is an error. */
    static <T> T read(JsonNode resource, Class<T> type) {
        String kind = resource.path("kind").asText(type.getSimpleName());
        if (!kind.equals(type.getSimpleName())) {
            throw new AssertionError("a " + kind + " is no " + type.getSimpleName());
        }
        return STRICT.readValue(resource.toString(), type);
    }
}
