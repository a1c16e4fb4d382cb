/** Claim names, building, nesting, sizes, signing and verifying of tokens; knows neither the graph nor HTTP nor SQL. */
@NullMarked
package matryoshka.token;

import org.jspecify.annotations.NullMarked;
