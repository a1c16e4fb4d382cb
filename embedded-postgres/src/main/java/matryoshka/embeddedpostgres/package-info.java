/**
 * The development database: real PostgreSQL, run as a child of this process, its data kept between runs. Not for production. {@link
 * matryoshka.embeddedpostgres.EmbeddedPostgres} is the way in.
 */
@NullMarked
package matryoshka.embeddedpostgres;

import org.jspecify.annotations.NullMarked;
