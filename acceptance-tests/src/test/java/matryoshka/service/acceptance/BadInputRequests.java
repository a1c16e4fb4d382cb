package matryoshka.service.acceptance;

import java.util.List;

/** How a case is sent to this server: by one request, or by several of which each must be answered as the case asks. */
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
