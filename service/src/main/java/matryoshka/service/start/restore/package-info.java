/** Compares a database that was restored from a backup with an audit log. */
@NullMarked
package matryoshka.service.start.restore;

import org.jspecify.annotations.NullMarked;
