package matryoshka.service.clients.registration;

class InMemoryClientsTest extends ClientsContract {
    private final InMemoryClients clients = new InMemoryClients();

    @Override
    Clients clients() {
        return clients;
    }

    @Override
    long storedSecrets() {
        return clients.all().all().values().stream()
                .mapToLong(client -> client.secrets().size())
                .sum();
    }

    @Override
    void publish(String service, String owner, String presenter) {
        clients.publish(service, owner);
        clients.publishPresenter(service, presenter);
    }
}
