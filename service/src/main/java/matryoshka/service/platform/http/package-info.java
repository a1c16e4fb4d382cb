/** HTTP conventions of every endpoint: JSON, entity tags, body limits and security headers. */
@NullMarked
package matryoshka.service.platform.http;

import org.jspecify.annotations.NullMarked;
