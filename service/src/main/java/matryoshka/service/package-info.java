/** The Dropwizard application: wiring and configuration. Each package below it is one feature. */
@NullMarked
package matryoshka.service;

import org.jspecify.annotations.NullMarked;
