package matryoshka.service.planning.ledger;

class InMemoryPlansTest extends PlansContract {
    private final InMemoryPlans plans = new InMemoryPlans(MAX_PER_CLIENT);

    @Override
    PlanUses uses() {
        return plans;
    }

    @Override
    KeptPlans plans() {
        return plans;
    }
}
