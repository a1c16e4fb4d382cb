package matryoshka.service.platform.http;

import java.io.IOException;

/** A body turned out to be larger than allowed. An {@link IOException}, since parsers let those pass as they are. */
final class BodyTooLargeException extends IOException {
    private static final long serialVersionUID = 1;
}
