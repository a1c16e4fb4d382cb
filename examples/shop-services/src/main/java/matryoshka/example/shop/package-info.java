/** The sample shop's services, each in other clothes, and what starts them and tells what they do. */
@NullMarked
package matryoshka.example.shop;

import org.jspecify.annotations.NullMarked;
