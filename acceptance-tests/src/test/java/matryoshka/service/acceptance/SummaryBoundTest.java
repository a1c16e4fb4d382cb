package matryoshka.service.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import matryoshka.service.testing.IssuerExtension;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.Soon;
import matryoshka.token.StatusSummary;
import matryoshka.token.TokenStanding.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A status summary that would have too many entries. */
class SummaryBoundTest {
    private static final int BOUND = 6;
    /** The client and the administrator count as well, if they were registered in the second in which they got their first token. */
    private static final int FEWER = BOUND - 2;

    @RegisterExtension
    static final IssuerExtension ISSUER =
            new IssuerExtension(Map.of("statusSummary.maxEntries", Integer.toString(BOUND)));

    @Test
    void with_too_many_entries_it_is_incomplete_and_says_what_is_rejected_as_far_as_it_fits(RunningIssuer issuer)
            throws Exception {
        issuer.publish("services: {a: {scopes: {'a:x': ''}}}");
        Revoking app = Revoking.registered(issuer, "app", "a:x");
        SummaryReader reader = SummaryReader.of(issuer);
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i <= BOUND; i++) {
            tokens.add(app.token(issuer));
        }
        for (String token : tokens.subList(0, FEWER)) {
            app.revoke(issuer, token);
        }
        Soon.holds(() -> reader.summary().complete());
        assertThat(reader.summary().revoked().size()).isEqualTo(FEWER);
        String living = app.token(issuer);
        assertThat(reader.status(living)).isEqualTo(Status.FRESH);

        for (String token : tokens.subList(FEWER, tokens.size())) {
            app.revoke(issuer, token);
        }

        Soon.holds(() -> !reader.summary().complete());
        StatusSummary summary = reader.summary();
        assertThat(summary.revoked().size()).isEqualTo(BOUND);
        assertThat(summary.standingOf(reader.verified(living)).status()).isEqualTo(Status.UNKNOWN);
        assertThat(tokens.stream()
                        .filter(token ->
                                summary.standingOf(reader.verified(token)).status() == Status.REVOKED)
                        .count())
                .isEqualTo(BOUND);
    }
}
