/** The basis of every store: the schema and access to the database. */
@NullMarked
package matryoshka.service.platform.database;

import org.jspecify.annotations.NullMarked;
