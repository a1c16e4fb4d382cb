/** The ground under every store: the schema and the access to it. */
@NullMarked
package matryoshka.service.platform.database;

import org.jspecify.annotations.NullMarked;
