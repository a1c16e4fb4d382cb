/** An issuer played in memory, with real signatures over real HTTP, for tests of services and of adapters. */
@NullMarked
package matryoshka.resource.testing;

import org.jspecify.annotations.NullMarked;
