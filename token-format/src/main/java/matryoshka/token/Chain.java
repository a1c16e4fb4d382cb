package matryoshka.token;

import java.time.Instant;
import java.util.List;

/**
 * The origin of a token.
 *
 * @param begunBy the client that began its chain
 * @param begunAt when the chain began
 */
public record Chain(String begunBy, Instant begunAt) {
    /** Ends the prefix in the subject of a user: that of the issuer whose user it is. No client's name contains it. */
    private static final char USER_PREFIX_END = ':';

    public static Chain of(VerifiedToken token) {
        return new Chain(begunBy(token), ChainId.begunAt(token.jti()).orElseGet(token::issuedAt));
    }

    /**
     * A chain acts for the client that began it, or for a user. No user shares a name with a client; for a user, the first actor began the
     * chain.
     */
    private static String begunBy(VerifiedToken token) {
        if (!isUser(token.subject())) {
            return token.subject();
        }
        List<String> actors = token.actors();
        return actors.isEmpty() ? token.clientId() : actors.get(actors.size() - 1);
    }

    /** Returns whether a subject is a user, and no client. */
    public static boolean isUser(String subject) {
        return subject.indexOf(USER_PREFIX_END) >= 0;
    }

    /** Returns the prefix of a user's subject; for a client's, the whole subject. */
    public static String prefix(String subject) {
        int end = subject.indexOf(USER_PREFIX_END);
        return end < 0 ? subject : subject.substring(0, end);
    }
}
