package matryoshka.service.platform.oauth;

import java.util.regex.Pattern;

/** Checks the form of client ids, which is that of every name in the graph. */
final class ClientIds {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private ClientIds() {}

    /** Refuses an id of any other form as an unknown client. */
    static String checked(String id) {
        if (!NAME.matcher(id).matches()) {
            throw new OAuthErrorException(OAuthError.INVALID_CLIENT);
        }
        return id;
    }
}
