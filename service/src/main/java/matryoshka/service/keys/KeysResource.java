package matryoshka.service.keys;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Clock;
import java.time.Instant;
import matryoshka.graph.BuiltIn;
import matryoshka.service.platform.access.AdminCaller;
import matryoshka.service.platform.access.RequiresScope;
import matryoshka.service.platform.problems.ProblemException;
import org.jspecify.annotations.Nullable;

/** {@code /keys}: the states of the signing keys, and their rotation. No answer contains a key. */
@Path("/keys")
@Produces(MediaType.APPLICATION_JSON)
public final class KeysResource {
    private static final int CONFLICT = 409;

    private final SigningKeys keys;
    private final KeySchedule schedule;
    private final Runnable follow;
    private final Clock clock;

    /** @param follow makes this instance use the stored keys */
    public KeysResource(SigningKeys keys, KeySchedule schedule, Runnable follow, Clock clock) {
        this.keys = keys;
        this.schedule = schedule;
        this.follow = follow;
        this.clock = clock;
    }

    @GET
    @RequiresScope(BuiltIn.KEYS_ROTATE)
    public ObjectNode list() {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode list = answer.putArray("keys");
        keys.lives().forEach(life -> list.add(json(life)));
        return answer;
    }

    /** Rotates the keys; {@code rotated} is false if the next key signs only later. */
    @POST
    @Path("/rotate")
    @RequiresScope(BuiltIn.KEYS_ROTATE)
    public ObjectNode rotate(
            @QueryParam("compromised") @Nullable String compromised, @Context SecurityContext security) {
        Compromise compromise = compromise(compromised);
        Rotation rotation = rotation(compromise, AdminCaller.of(security).clientId());
        if (rotation == Rotation.NO_ROOM) {
            throw ProblemException.of(
                    CONFLICT,
                    "There are " + KeySchedule.MAX_RETIRING
                            + " retiring keys, which is the maximum. Wait until one is gone.");
        }
        follow.run();
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("rotated", rotation == Rotation.ROTATED);
        answer.setAll(list());
        return answer;
    }

    private Rotation rotation(Compromise compromise, String by) {
        try {
            return keys.rotate(compromise, clock.instant(), by);
        } catch (KeySetupException cannotBeDecrypted) {
            throw ProblemException.unavailable(
                    "The next signing key cannot be decrypted with the key encryption key of this issuer.");
        }
    }

    private static Compromise compromise(@Nullable String value) {
        if (value == null) {
            return Compromise.NONE;
        }
        return switch (value) {
            case "false" -> Compromise.NONE;
            case "true", "" -> Compromise.ACTIVE;
            case "all" -> Compromise.ALL;
            default -> throw ProblemException.of(400, "The query parameter 'compromised' must be true, all or false.");
        };
    }

    private ObjectNode json(KeyLife life) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("kid", life.kid())
                .put("alg", life.algorithm().joseName())
                .put("state", life.state().word());
        put(json, "created_at", life.createdAt());
        put(json, "signs_from", life.signsFrom());
        put(json, "activated_at", life.activatedAt());
        put(json, "retired_at", life.retiredAt());
        put(json, "published_until", life.is(KeyState.RETIRING) ? schedule.publishedUntil(life) : null);
        put(json, "gone_at", life.goneAt());
        return json;
    }

    private static void put(ObjectNode json, String name, @Nullable Instant time) {
        if (time != null) {
            json.put(name, time.getEpochSecond());
        }
    }
}
