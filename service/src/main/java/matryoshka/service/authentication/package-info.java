/** How clients prove to OAuth endpoints who they are: one way for all of these. */
@NullMarked
package matryoshka.service.authentication;

import org.jspecify.annotations.NullMarked;
