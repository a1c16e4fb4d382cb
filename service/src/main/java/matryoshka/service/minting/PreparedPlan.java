package matryoshka.service.minting;

import matryoshka.graph.plan.TokenPlan;
import matryoshka.token.TreeTemplate;

/** A plan, and all of its tokens that can be written before somebody asks for them. */
public record PreparedPlan(TokenPlan plan, TreeTemplate template) {}
