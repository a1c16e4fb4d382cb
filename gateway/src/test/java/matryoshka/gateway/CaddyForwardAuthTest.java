package matryoshka.gateway;

import java.nio.file.Path;
import java.util.List;

/** Debian's Caddy, with {@code forward_auth}. */
class CaddyForwardAuthTest extends ProxyContract {
    private static final RunningProxy.Kind CADDY = new RunningProxy.Kind(
            "/usr/bin/caddy",
            "caddy",
            "Caddyfile",
            List.of("run", "--config", "FOLDER/Caddyfile", "--adapter", "caddyfile"));

    @Override
    RunningProxy start(Path folder, int gatewayPort, int upstreamPort) throws Exception {
        return RunningProxy.start(CADDY, "", folder, gatewayPort, upstreamPort);
    }
}
