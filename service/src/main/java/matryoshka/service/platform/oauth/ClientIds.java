package matryoshka.service.platform.oauth;

import java.util.regex.Pattern;

/** The form of client ids, which is the form of every name in the graph. */
final class ClientIds {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private ClientIds() {}

    /** An id of another form can only be unknown; the answer is the one that every unknown client gets. */
    static String checked(String id) {
        if (!NAME.matcher(id).matches()) {
            throw new OAuthErrorException(OAuthError.INVALID_CLIENT);
        }
        return id;
    }
}
