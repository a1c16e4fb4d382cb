@NullMarked
package matryoshka.embeddedpostgres;

import org.jspecify.annotations.NullMarked;
