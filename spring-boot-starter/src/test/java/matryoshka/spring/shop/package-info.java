/** Two services of Spring Boot, as their teams would write them: orders with servlets, payments with WebFlux. */
@NullMarked
package matryoshka.spring.shop;

import org.jspecify.annotations.NullMarked;
