package matryoshka.service.graph.versions;

class InMemoryGraphVersionsTest extends GraphVersionsContract {
    private final InMemoryGraphVersions versions = new InMemoryGraphVersions();

    @Override
    GraphVersions versions() {
        return versions;
    }

    @Override
    void register(String clientId) {
        versions.register(clientId);
    }
}
