package matryoshka.service.start.settings;

import com.fasterxml.jackson.annotation.JsonProperty;
import matryoshka.service.platform.outbound.OutboundPolicy;

/** {@code trust} in {@code config.yml}: where the issuer itself may fetch from, such as the keys of trusted issuers. */
public final class TrustSettings {
    @JsonProperty
    private boolean allowLoopback;

    @JsonProperty
    private boolean allowPrivateAddresses;

    /** Returns where requests may go. */
    public OutboundPolicy policy() {
        return new OutboundPolicy(allowLoopback, allowPrivateAddresses);
    }
}
