package matryoshka.service.acceptance;

import java.util.List;

/** How a case is sent: in one request, or in several, each of which must be answered as the case requires. */
@FunctionalInterface
interface BadInputRequests {
    List<BadInputAnswer> send(BadInputWorld world) throws Exception;

    /** The usual case of one request. */
    @FunctionalInterface
    interface One {
        BadInputAnswer send(BadInputWorld world) throws Exception;
    }

    static BadInputRequests one(One request) {
        return world -> List.of(request.send(world));
    }
}
