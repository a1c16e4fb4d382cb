/** The Dropwizard application: wiring and configuration. Each package below it is one area. */
@NullMarked
package matryoshka.service;

import org.jspecify.annotations.NullMarked;
