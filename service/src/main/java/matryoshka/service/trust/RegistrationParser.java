package matryoshka.service.trust;

import matryoshka.service.platform.http.JsonBody;
import matryoshka.service.platform.outbound.OutboundPolicy;
import matryoshka.service.platform.problems.ProblemException;
import org.jspecify.annotations.Nullable;

/** Parses registrations from request bodies. */
record RegistrationParser(String ownIssuer, OutboundPolicy policy) {

    /**
     * Parses a body.
     *
     * @param path the issuer's name in the path, or null
     * @throws ProblemException 400 if it is not JSON
     */
    TrustRegistration parse(byte[] body, @Nullable String path) {
        return TrustReader.read(JsonBody.parse(body), path, ownIssuer, policy);
    }
}
