package matryoshka.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The Helm chart, rendered by Helm's own engine, which a library brings. */
class HelmChartTest {
    private static final Path OPS = Path.of("../ops");
    private static final Helm CHART = new Helm(OPS.resolve("helm/matryoshka"));
    private static final String ISSUER = "https://id.example";
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private static final List<Class<?>> TYPES = List.of(
            ServiceAccount.class,
            ConfigMap.class,
            Deployment.class,
            Service.class,
            PodDisruptionBudget.class,
            HorizontalPodAutoscaler.class,
            NetworkPolicy.class);

    @BeforeAll
    static void helm_is_there_for_this_platform() {
        String platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        assumeTrue(
                platform.matches("Linux (amd64|aarch64)"),
                "Skipped: the build takes Helm's engine for Linux only, and this is " + platform + ".");
    }

    @Test
    void it_has_no_faults() {
        LintResult result = CHART.lint().strict().call();

        assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
    }

    @Test
    void with_its_defaults_it_is_the_base_for_kustomize() throws IOException {
        JsonNode chart = rendered(template());
        JsonNode base = base();

        assertThat(chart).hasSameSizeAs(base).hasSameSizeAs(TYPES);
        for (Class<?> type : TYPES) {
            String kind = type.getSimpleName();
            assertThat(comparable(chart.get(kind))).as(kind).isEqualTo(comparable(base.get(kind)));
        }
    }

    @Test
    void every_resource_is_one_of_the_api() throws IOException {
        JsonNode resources = rendered(template()
                .set("podAnnotations.example\\.org/team", "auth")
                .set("serviceAccount.annotations.example\\.org/role", "issuer"));

        TYPES.forEach(type -> KubernetesTypes.read(resources.get(type.getSimpleName()), type));
        assertThat(resources.get("ServiceAccount").at("/metadata/annotations/example.org~1role"))
                .hasToString("\"issuer\"");
        assertThat(resources.get("Deployment").at("/spec/template/metadata/annotations/example.org~1team"))
                .hasToString("\"auth\"");
    }

    @Test
    void two_releases_in_a_namespace_select_their_own_pods() throws IOException {
        JsonNode other = rendered(template().withName("staging"));
        JsonNode selector = other.get("Deployment").at("/spec/selector/matchLabels");

        assertThat(selector.get("app.kubernetes.io/instance").textValue()).isEqualTo("staging");
        assertThat(other.get("Service").at("/spec/selector")).isEqualTo(selector);
        assertThat(other.get("PodDisruptionBudget").at("/spec/selector/matchLabels"))
                .isEqualTo(selector);
        assertThat(other.get("NetworkPolicy").at("/spec/podSelector/matchLabels"))
                .isEqualTo(selector);
        for (JsonNode resource : other) {
            assertThat(resource.at("/metadata/name").textValue()).isEqualTo("staging");
        }
        assertThat(other.get("Deployment").toString()).doesNotContain("\"name\":\"matryoshka\"");
    }

    @Test
    void values_reach_their_places() throws IOException {
        JsonNode changed = rendered(template()
                .set("image.tag", "0.2.0")
                .set("database.secretName", "db")
                .set("keys.secretName", "kek")
                .set("configuration.RATES_ENABLED", "on")
                .set("networkPolicy.enabled", false));

        assertThat(changed.has("NetworkPolicy")).isFalse();
        assertThat(changed.get("ConfigMap").at("/data/RATES_ENABLED").textValue())
                .isEqualTo("on");
        String pod = changed.get("Deployment").toString();
        assertThat(pod).contains("registry.example/matryoshka:0.2.0", "\"db\"", "\"kek\"");
        assertThat(pod).doesNotContain("matryoshka-database", "matryoshka-keys");
        assertThat(checksum(changed)).isNotEqualTo(checksum(rendered(template())));
    }

    @Test
    void a_key_in_aws_kms_takes_the_place_of_the_one_in_the_secret() throws IOException {
        JsonNode deployment =
                rendered(template().set("keys.awsKmsKeyId", "alias/matryoshka")).get("Deployment");

        KubernetesTypes.read(deployment, Deployment.class);
        assertThat(deployment.toString())
                .contains("{\"name\":\"AWS_KMS_KEY_ID\",\"value\":\"alias/matryoshka\"}", "admin-client-secret")
                .doesNotContain("KEY_ENCRYPTION_KEY_FILE", "key-encryption-key", "/etc/matryoshka/keys");
    }

    @Test
    void what_is_missing_or_misspelt_is_refused() {
        assertThatThrownBy(() -> CHART.template()
                        .withName("matryoshka")
                        .withKubeVersion("1.31.0")
                        .call())
                .hasMessageContaining("issuerUrl");
        assertThatThrownBy(() -> template().set("image.tagg", "0.2.0").call()).hasMessageContaining("tagg");
        assertThatThrownBy(() -> template().set("issuerUrl", "id.example").call())
                .hasMessageContaining("issuerUrl");
    }

    private static TemplateCommand template() {
        return CHART.template()
                .withName("matryoshka")
                .withNamespace("auth")
                .withKubeVersion("1.31.0")
                .set("issuerUrl", ISSUER);
    }

    private static String checksum(JsonNode resources) {
        return resources
                .get("Deployment")
                .at("/spec/template/metadata/annotations/checksum~1configuration")
                .textValue();
    }

    private static JsonNode rendered(TemplateCommand command) throws IOException {
        ObjectNode resources = YAML.createObjectNode();
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(command.call())) {
            while (documents.hasNext()) {
                JsonNode resource = documents.next();
                JsonNode before = resources.replace(resource.get("kind").textValue(), resource);
                assertThat(before).isNull();
            }
        }
        return resources;
    }

    private static JsonNode base() throws IOException {
        Path folder = OPS.resolve("kubernetes");
        JsonNode kustomization =
                YAML.readTree(folder.resolve("kustomization.yaml").toFile());
        JsonNode image = kustomization.at("/images/0");
        ObjectNode resources = YAML.createObjectNode();
        for (JsonNode file : kustomization.get("resources")) {
            String text = Files.readString(folder.resolve(file.textValue()))
                    .replace(
                            "image: matryoshka\n",
                            "image: " + image.get("newName").textValue() + ":"
                                    + image.get("newTag").textValue() + "\n");
            JsonNode resource = YAML.readTree(text);
            resources.set(resource.get("kind").textValue(), resource);
        }
        return resources;
    }

    /** Without what only one of them has: Helm's labels and the annotation that replaces pods. */
    private static JsonNode comparable(JsonNode resource) {
        JsonNode copy = resource.deepCopy();
        for (JsonNode labelled : copy.findParents("app.kubernetes.io/instance")) {
            ((ObjectNode) labelled)
                    .remove(List.of(
                            "app.kubernetes.io/name",
                            "app.kubernetes.io/instance",
                            "app.kubernetes.io/version",
                            "app.kubernetes.io/managed-by",
                            "helm.sh/chart"));
        }
        ((ObjectNode) copy.get("metadata")).remove("labels");
        if (copy.at("/spec/template/metadata") instanceof ObjectNode pod) {
            pod.remove("annotations");
            ((ObjectNode) copy.at("/spec/template/spec/containers/0")).remove("imagePullPolicy");
        }
        return copy;
    }
}
