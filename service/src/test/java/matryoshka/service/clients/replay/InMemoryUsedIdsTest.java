package matryoshka.service.clients.replay;

class InMemoryUsedIdsTest extends UsedIdsContract {
    private final UsedIds ids = new InMemoryUsedIds();

    @Override
    UsedIds ids() {
        return ids;
    }
}
