package matryoshka.service.platform.http;

import java.io.IOException;

/** A body turned out to be larger than allowed. An {@link IOException}, since parsers pass those through unchanged. */
final class BodyTooLargeException extends IOException {
    private static final long serialVersionUID = 1;
}
