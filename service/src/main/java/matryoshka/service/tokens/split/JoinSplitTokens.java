package matryoshka.service.tokens.split;

import java.time.Clock;
import matryoshka.service.revocation.bearer.SplitSignatures;

/** Joins the signature that a client holds with the kept part of its token. */
public final class JoinSplitTokens implements SplitSignatures {
    /** The shortest and the longest signature part: ES256 and EdDSA; RSA with 4096 bits. */
    private static final int MIN_LENGTH = 86;

    private static final int MAX_LENGTH = 683;

    private final SplitTokens splitTokens;
    private final Clock clock;

    public JoinSplitTokens(SplitTokens splitTokens, Clock clock) {
        this.splitTokens = splitTokens;
        this.clock = clock;
    }

    @Override
    public String joined(String text) {
        return text.length() < MIN_LENGTH || text.length() > MAX_LENGTH || text.indexOf('.') >= 0
                ? text
                : splitTokens
                        .head(SplitToken.Hash.of(text), clock.instant())
                        .map(head -> head + '.' + text)
                        .orElse(text);
    }
}
