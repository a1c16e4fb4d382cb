/** Checks that the OpenAPI document and the running application agree. */
@NullMarked
package matryoshka.service.platform.openapi;

import org.jspecify.annotations.NullMarked;
