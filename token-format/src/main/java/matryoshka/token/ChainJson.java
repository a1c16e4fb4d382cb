package matryoshka.token;

/** What all tokens of one tree share, as JSON: written once, copied into each. */
final class ChainJson {
    /** The inside of a string, to which a position is appended. */
    final byte[] rootJti;

    final byte[] txn;
    final byte[] subject;
    final byte[] issuedAt;

    /** Whole members, each preceded by a comma. */
    final byte[] identity;

    final ChainValues values;

    ChainJson(ChainValues values) {
        rootJti = new JsonBytes().escaped(values.rootJti()).toByteArray();
        txn = new JsonBytes().string(values.txn()).toByteArray();
        subject = new JsonBytes().string(values.subject()).toByteArray();
        issuedAt = new JsonBytes().number(values.issuedAt()).toByteArray();
        identity = identity(values.identity());
        this.values = values;
    }

    private static byte[] identity(IdentityClaims claims) {
        JsonBytes json = new JsonBytes();
        if (claims.authTime() != null) {
            json.next(ClaimNames.AUTH_TIME).raw(claims.authTime().toPlainString());
        }
        if (claims.acr() != null) {
            json.next(ClaimNames.ACR).string(claims.acr());
        }
        if (!claims.amr().isEmpty()) {
            json.next(ClaimNames.AMR).strings(claims.amr());
        }
        return json.toByteArray();
    }
}
