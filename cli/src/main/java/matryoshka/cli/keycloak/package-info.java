/** Proposes a graph from a realm export of Keycloak. */
@NullMarked
package matryoshka.cli.keycloak;

import org.jspecify.annotations.NullMarked;
