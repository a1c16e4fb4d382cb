/** The description of the HTTP API for tools: OpenAPI. */
@NullMarked
package matryoshka.service.platform.openapi;

import org.jspecify.annotations.NullMarked;
