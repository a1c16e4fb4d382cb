package matryoshka.gateway;

import java.nio.file.Path;
import java.util.List;

/** Debian's HAProxy, which has no such thing of its own: with the Lua of the example. */
class HaproxyForwardAuthTest extends ProxyContract {
    private static final RunningProxy.Kind HAPROXY = new RunningProxy.Kind(
            "/usr/sbin/haproxy", "haproxy", "haproxy.cfg", List.of("-db", "-f", "FOLDER/haproxy.cfg"));

    @Override
    RunningProxy start(Path folder, int gatewayPort, int upstreamPort) throws Exception {
        return RunningProxy.start(HAPROXY, "", folder, gatewayPort, upstreamPort);
    }
}
