/** Which moment's knowledge a request to an OAuth endpoint is answered from. */
@NullMarked
package matryoshka.service.snapshot.admission;

import org.jspecify.annotations.NullMarked;
