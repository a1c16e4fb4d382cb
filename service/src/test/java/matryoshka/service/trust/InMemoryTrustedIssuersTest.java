package matryoshka.service.trust;

class InMemoryTrustedIssuersTest extends TrustedIssuersContract {
    private final TrustedIssuers issuers = new InMemoryTrustedIssuers();

    @Override
    TrustedIssuers issuers() {
        return issuers;
    }

    @Override
    void longAfter() {
        // Nothing waits in memory.
    }
}
