package matryoshka.service.staleness.events;

import java.io.IOException;

/** Where events go. */
interface EventSink {
    /** Waits until it is on its way. */
    void write(String text) throws IOException;

    void close();
}
