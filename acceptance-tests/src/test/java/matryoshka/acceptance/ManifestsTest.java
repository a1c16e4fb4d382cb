package matryoshka.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.DatabindException;

/**
 * What runs the issuer in containers, as far as it can be checked where there is neither Docker nor Kubernetes: by the types of Kubernetes'
 * API, against each other, and against {@code config.yml}.
 */
class ManifestsTest {
    private static final Path ROOT = Path.of("..");
    private static final Path KUBERNETES = ROOT.resolve("ops/kubernetes");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Map<String, String> COMPONENT = Map.of("app.kubernetes.io/component", "issuer");

    private final Deployment deployment = read("deployment", Deployment.class);
    private final PodSpec pod = deployment.getSpec().getTemplate().getSpec();
    private final Container issuer = pod.getContainers().get(0);

    ManifestsTest() throws IOException {}

    @Test
    void every_resource_is_one_of_the_api() throws IOException {
        read("service-account", ServiceAccount.class);
        read("configuration", ConfigMap.class);
        read("service", Service.class);
        read("pod-disruption-budget", PodDisruptionBudget.class);
        read("horizontal-pod-autoscaler", HorizontalPodAutoscaler.class);
        read("network-policy", NetworkPolicy.class);

        Set<String> listed = new TreeSet<>();
        yaml(KUBERNETES.resolve("kustomization.yaml")).get("resources").forEach(file -> listed.add(file.textValue()));
        try (var files = Files.list(KUBERNETES)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(file -> !file.startsWith("kustom")))
                    .containsExactlyInAnyOrderElementsOf(listed);
        }
    }

    @Test
    void a_misspelt_member_is_found() {
        assertThatThrownBy(() -> KubernetesTypes.read(YAML.readTree("{\"spec\":{\"replica\":2}}"), Deployment.class))
                .isInstanceOf(DatabindException.class)
                .hasMessageContaining("replica");
    }

    @Test
    void resources_refer_to_what_is_there() throws IOException {
        assertThat(deployment.getSpec().getSelector().getMatchLabels()).isEqualTo(COMPONENT);
        assertThat(deployment.getSpec().getTemplate().getMetadata().getLabels()).containsAllEntriesOf(COMPONENT);
        Service service = read("service", Service.class);
        assertThat(service.getSpec().getSelector()).isEqualTo(COMPONENT);
        Set<String> ports =
                issuer.getPorts().stream().map(ContainerPort::getName).collect(Collectors.toSet());
        assertThat(ports)
                .contains(service.getSpec().getPorts().get(0).getTargetPort().getStrVal());
        assertThat(read("pod-disruption-budget", PodDisruptionBudget.class)
                        .getSpec()
                        .getSelector()
                        .getMatchLabels())
                .isEqualTo(COMPONENT);
        NetworkPolicy policy = read("network-policy", NetworkPolicy.class);
        assertThat(policy.getSpec().getPodSelector().getMatchLabels()).isEqualTo(COMPONENT);
        policy.getSpec()
                .getIngress()
                .forEach(rule -> assertThat(ports)
                        .contains(rule.getPorts().get(0).getPort().getStrVal()));
        assertThat(read("horizontal-pod-autoscaler", HorizontalPodAutoscaler.class)
                        .getSpec()
                        .getScaleTargetRef()
                        .getName())
                .isEqualTo(deployment.getMetadata().getName());
        assertThat(pod.getServiceAccountName())
                .isEqualTo(read("service-account", ServiceAccount.class)
                        .getMetadata()
                        .getName());
        assertThat(pod.getVolumes().stream().map(Volume::getName))
                .containsExactlyInAnyOrderElementsOf(issuer.getVolumeMounts().stream()
                        .map(VolumeMount::getName)
                        .toList());
    }

    @Test
    void probes_use_the_admin_port() {
        HTTPGetAction live = issuer.getLivenessProbe().getHttpGet();
        HTTPGetAction ready = issuer.getReadinessProbe().getHttpGet();

        assertThat(live.getPath()).isEqualTo("/live");
        assertThat(ready.getPath()).isEqualTo("/ready");
        assertThat(live.getPort().getStrVal()).isEqualTo("admin");
        assertThat(ready.getPort().getStrVal()).isEqualTo("admin");
    }

    @Test
    void the_issuer_has_no_rights_and_no_secret_in_a_manifest() {
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(issuer.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(issuer.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(issuer.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(issuer.getEnv())
                .filteredOn(variable -> variable.getName().startsWith("DATABASE"))
                .hasSize(3)
                .allSatisfy(variable -> assertThat(
                                variable.getValueFrom().getSecretKeyRef().getName())
                        .isEqualTo("matryoshka-database"));
    }

    @Test
    void every_environment_variable_is_one_of_the_configuration() throws IOException {
        Set<String> known = Pattern.compile("\\$\\{(\\w+)")
                .matcher(Files.readString(ROOT.resolve("config.yml")))
                .results()
                .map(name -> name.group(1))
                .collect(Collectors.toSet());
        Set<String> used =
                new TreeSet<>(read("configuration", ConfigMap.class).getData().keySet());
        issuer.getEnv().stream().map(EnvVar::getName).forEach(used::add);
        yaml(ROOT.resolve("compose.yaml"))
                .at("/services/issuer/environment")
                .fieldNames()
                .forEachRemaining(used::add);
        Pattern.compile("(?m)^(?:ENV| {4}) ?([A-Z_]+)=")
                .matcher(Files.readString(ROOT.resolve("Dockerfile")))
                .results()
                .forEach(variable -> used.add(variable.group(1)));

        assertThat(used).contains("ADMIN_HOST", "DATA_DIR", "ISSUER_URL").isSubsetOf(known);
    }

    @Test
    void a_pod_is_given_the_time_to_stop() throws IOException {
        long delay = seconds(read("configuration", ConfigMap.class).getData().getOrDefault("SHUTDOWN_DELAY", "none"));
        long grace = seconds(yaml(ROOT.resolve("config.yml"))
                .at("/server/shutdownGracePeriod")
                .textValue());

        assertThat(pod.getTerminationGracePeriodSeconds()).isGreaterThan(delay + grace);
    }

    @Test
    void the_image_does_not_run_as_root_and_has_no_development_database() throws IOException {
        String image = Files.readString(ROOT.resolve("Dockerfile"));
        String last = image.substring(image.lastIndexOf("\nFROM "));

        assertThat(last).containsPattern("(?m)^USER " + pod.getSecurityContext().getRunAsUser() + ":");
        assertThat(image).contains("zip -q -d service/target/matryoshka.jar '*.txz'");
        JsonNode compose = yaml(ROOT.resolve("compose.yaml")).at("/services/issuer");
        assertThat(compose.get("read_only").booleanValue()).isTrue();
        assertThat(compose.at("/environment/DATABASE_URL").textValue()).startsWith("jdbc:postgresql://database:");
    }

    private static long seconds(String text) {
        assertThat(text).matches("\\d+s");
        return Long.parseLong(text.substring(0, text.length() - 1));
    }

    private static JsonNode yaml(Path file) throws IOException {
        return YAML.readTree(file.toFile());
    }

    private static <T> T read(String name, Class<T> type) throws IOException {
        return KubernetesTypes.read(yaml(KUBERNETES.resolve(name + ".yaml")), type);
    }
}
