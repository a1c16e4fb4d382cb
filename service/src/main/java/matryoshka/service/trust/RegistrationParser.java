package matryoshka.service.trust;

import matryoshka.service.platform.http.JsonBody;
import matryoshka.service.platform.outbound.OutboundPolicy;
import matryoshka.service.platform.problems.ProblemException;
import org.jspecify.annotations.Nullable;

/** From the body of a request to a registration. */
record RegistrationParser(String ownIssuer, OutboundPolicy policy) {

    /**
     * Reads a body.
     *
     * @param path what the path calls the issuer, or null
     * @throws ProblemException 400 when it is no JSON
     */
    TrustRegistration parse(byte[] body, @Nullable String path) {
        return TrustReader.read(JsonBody.parse(body), path, ownIssuer, policy);
    }
}
