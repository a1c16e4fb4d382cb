@NullMarked
package matryoshka.resource.http;

import org.jspecify.annotations.NullMarked;
