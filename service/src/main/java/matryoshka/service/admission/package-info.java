/** Which moment's knowledge a request to an OAuth endpoint is answered from. */
@NullMarked
package matryoshka.service.admission;

import org.jspecify.annotations.NullMarked;
