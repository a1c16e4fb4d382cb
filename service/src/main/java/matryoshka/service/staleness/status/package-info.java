/** Status lists: the status of every token in circulation, in a few small documents that anybody may cache. */
@NullMarked
package matryoshka.service.staleness.status;

import org.jspecify.annotations.NullMarked;
