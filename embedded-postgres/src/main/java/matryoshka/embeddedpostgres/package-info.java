/**
 * The development database: real PostgreSQL, run as a child of this process, with data kept between runs. Not for production. The entry
 * point is {@link matryoshka.embeddedpostgres.EmbeddedPostgres}.
 */
@NullMarked
package matryoshka.embeddedpostgres;

import org.jspecify.annotations.NullMarked;
