package matryoshka.service.staleness.events;

import java.io.IOException;

/** The destination of events. */
interface EventSink {
    /** Writes text and waits until it has been sent. */
    void write(String text) throws IOException;

    void close();
}
