package matryoshka.service.revocation;

class InMemoryRevocationsTest extends RevocationStoreContract {
    private final InMemoryRevocations revocations = new InMemoryRevocations();

    @Override
    RevocationStore store() {
        return revocations;
    }

    @Override
    long stored() {
        return revocations.all().size();
    }
}
