@NullMarked
package matryoshka.spring;

import org.jspecify.annotations.NullMarked;
