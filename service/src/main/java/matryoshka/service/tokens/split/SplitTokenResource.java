package matryoshka.service.tokens.split;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import matryoshka.service.platform.http.RequestHead;
import matryoshka.service.platform.oauth.OAuthEndpoint;
import matryoshka.service.platform.problems.ProblemException;
import matryoshka.service.revocation.bearer.LiveTokens;
import matryoshka.service.snapshot.admission.Obstacles;
import matryoshka.token.AuthenticClaims;
import matryoshka.token.VerifiedToken;

/**
 * {@code GET /oauth2/split/{hash}}: the header and payload of a split token, for gateways. Together with the signature that the client has
 * sent, they are the token.
 */
@Path("/oauth2/split/{hash}")
@OAuthEndpoint
public final class SplitTokenResource {
    private final SplitTokens splitTokens;
    private final SplitTokenReaders readers;
    private final LiveTokens liveTokens;
    private final Obstacles obstacles;
    private final Clock clock;

    public SplitTokenResource(
            SplitTokens splitTokens,
            SplitTokenReaders readers,
            LiveTokens liveTokens,
            Obstacles obstacles,
            Clock clock) {
        this.splitTokens = splitTokens;
        this.readers = readers;
        this.liveTokens = liveTokens;
        this.obstacles = obstacles;
        this.clock = clock;
    }

    @GET
    @Produces(MediaType.TEXT_PLAIN)
    public Response get(@PathParam("hash") String hash, @Context HttpServletRequest http) {
        readers.admit(RequestHead.of(http));
        obstacles.toJudging().ifPresent(obstacle -> {
            throw ProblemException.of(503, obstacle);
        });
        String head = SplitToken.Hash.parse(hash)
                .flatMap(parsed -> splitTokens.head(parsed, clock.instant()))
                .orElseThrow(SplitTokenResource::none);
        VerifiedToken token =
                AuthenticClaims.ofHead(head).filter(liveTokens::isLive).orElseThrow(SplitTokenResource::none);
        long seconds = Duration.between(clock.instant(), token.expiresAt()).toSeconds();
        return Response.ok(head)
                .header(HttpHeaders.CACHE_CONTROL, "private, max-age=" + Math.max(0, seconds))
                .build();
    }

    /** One answer for every reason. */
    private static ProblemException none() {
        return ProblemException.of(404, "There is no active split token with this hash.");
    }
}
