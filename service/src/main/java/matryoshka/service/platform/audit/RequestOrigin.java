package matryoshka.service.platform.audit;

import java.util.List;

/** The members of a line that tell from which request it comes. {@link RequestOriginFilter} keeps them in the logging context. */
final class RequestOrigin {
    /** The IP address that sent the request. */
    static final String ADDRESS = "address";
    /** The id of the trace that the request belongs to (W3C Trace Context). */
    static final String TRACE_ID = "trace_id";
    /** The id of this request in the trace. */
    static final String SPAN_ID = "span_id";

    static final List<String> MEMBERS = List.of(ADDRESS, TRACE_ID, SPAN_ID);

    private RequestOrigin() {}
}
