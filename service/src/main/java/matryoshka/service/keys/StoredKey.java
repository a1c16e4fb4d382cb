package matryoshka.service.keys;

import com.nimbusds.jose.jwk.JWK;
import matryoshka.token.SigningKey;

/**
 * A stored signing key.
 *
 * @param publicKey SubjectPublicKeyInfo
 * @param privateKeyEncrypted PKCS#8, encrypted by {@link KeyEncryption}; no bytes if it was erased
 */
record StoredKey(KeyLife life, Blob publicKey, Blob privateKeyEncrypted) {

    StoredKey with(KeyLife changed) {
        return new StoredKey(changed, publicKey, privateKeyEncrypted);
    }

    boolean is(KeyState state) {
        return life.is(state);
    }

    JWK publicJwk() {
        return SigningKey.publicJwk(life.algorithm(), life.algorithm().publicKey(publicKey.bytes()));
    }

    boolean canBeDecrypted(KeyEncryption encryption) {
        return encryption.decrypt(privateKeyEncrypted.bytes(), life.kid()).isPresent();
    }

    SigningKey decrypt(KeyEncryption encryption) {
        byte[] privateKey = encryption
                .decrypt(privateKeyEncrypted.bytes(), life.kid())
                .orElseThrow(() -> new KeySetupException("The signing key " + life.kid()
                        + " in the database was encrypted with a different key encryption key than this issuer's."
                        + " If that is lost, run replace-lost-keys."));
        return SigningKey.restore(life.algorithm(), privateKey, publicKey.bytes());
    }
}
