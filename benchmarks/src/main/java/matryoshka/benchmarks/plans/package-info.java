/** The issuer with very many plans in use. */
@NullMarked
package matryoshka.benchmarks.plans;

import org.jspecify.annotations.NullMarked;
