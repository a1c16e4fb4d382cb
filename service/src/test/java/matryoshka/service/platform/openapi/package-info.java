/** Whether the OpenAPI document and the running application say the same. */
@NullMarked
package matryoshka.service.platform.openapi;

import org.jspecify.annotations.NullMarked;
