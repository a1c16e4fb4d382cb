/** Status lists: how every token in circulation stands, in a few small documents that anybody may cache. */
@NullMarked
package matryoshka.service.staleness.status;

import org.jspecify.annotations.NullMarked;
