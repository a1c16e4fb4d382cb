/** What all OAuth endpoints share: form parameters, client credentials as presented, and errors (RFC 6749). */
@NullMarked
package matryoshka.service.platform.oauth;

import org.jspecify.annotations.NullMarked;
