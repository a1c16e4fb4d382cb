package matryoshka.gateway;

import java.nio.file.Path;
import java.util.List;

/** Debian's nginx, with {@code auth_request}. */
class NginxForwardAuthTest extends ProxyContract {
    private static final RunningProxy.Kind NGINX = new RunningProxy.Kind(
            "/usr/sbin/nginx",
            "nginx-core",
            "nginx.conf",
            List.of("-p", "FOLDER", "-c", "FOLDER/nginx.conf", "-e", "error.log"));

    @Override
    RunningProxy start(Path folder, int gatewayPort, int upstreamPort) throws Exception {
        String before = "user " + System.getProperty("user.name")
                + "; daemon off; pid nginx.pid; worker_shutdown_timeout 1s;\n";
        return RunningProxy.start(NGINX, before, folder, gatewayPort, upstreamPort);
    }
}
