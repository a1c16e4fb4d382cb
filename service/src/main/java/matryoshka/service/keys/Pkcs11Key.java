package matryoshka.service.keys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.Key;
import java.security.KeyStore;
import java.security.Provider;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.security.Security;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/** An AES key in a hardware security module, or anything else that has a PKCS#11 library. Encrypts with AES-GCM, in the module. */
public final class Pkcs11Key implements KeyWrapper {
    private static final String TRANSFORMATION = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Provider provider;
    private final Key key;
    private final String name;
    private final SecureRandom random;

    private Pkcs11Key(Provider provider, Key key, String name, SecureRandom random) {
        this.provider = provider;
        this.key = key;
        this.name = name;
        this.random = random;
    }

    /**
     * Logs in to a token and finds the key.
     *
     * @param library path of the module's PKCS#11 library
     * @param slotListIndex of the token's slot, counted from 0
     * @param label of the key
     * @param pinFile contains the user's PIN
     * @throws KeySetupException if that is not possible
     */
    public static Pkcs11Key open(Path library, int slotListIndex, String label, Path pinFile, SecureRandom random) {
        Provider provider = provider(library, slotListIndex);
        char[] pin = pin(pinFile);
        try {
            KeyStore store = KeyStore.getInstance("PKCS11", provider);
            store.load(null, pin);
            Key key = store.getKey(label, null);
            if (key == null || !key.getAlgorithm().equals("AES")) {
                throw new KeySetupException("The token in slot " + slotListIndex + " of " + library
                        + " has no AES key with the label '" + label + "'.");
            }
            return new Pkcs11Key(provider, key, "pkcs11 " + library + " " + label, random);
        } catch (IOException | GeneralSecurityException | ProviderException refused) {
            throw new KeySetupException(
                    "Cannot log in to the token in slot " + slotListIndex + " of " + library + ". Check the PIN.");
        }
    }

    private static Provider provider(Path library, int slotListIndex) {
        Provider unconfigured = Security.getProvider("SunPKCS11");
        if (unconfigured == null) {
            throw new KeySetupException("This Java runtime lacks the module jdk.crypto.cryptoki, which PKCS#11 needs.");
        }
        try {
            return unconfigured.configure("--name=matryoshka\nlibrary = " + library + "\nslotListIndex = "
                    + slotListIndex + "\nshowInfo = false\n");
        } catch (InvalidParameterException | UnsupportedOperationException | ProviderException refused) {
            throw new KeySetupException(
                    "The PKCS#11 library " + library + " cannot be used, or has no slot " + slotListIndex + ".");
        }
    }

    private static char[] pin(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8).strip().toCharArray();
        } catch (IOException unreadable) {
            throw new KeySetupException("The file with the PIN, " + file + ", cannot be read: "
                    + unreadable.getClass().getSimpleName() + ".");
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public byte[] wrap(byte[] dataKey) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(dataKey);
            return ByteBuffer.allocate(NONCE_BYTES + encrypted.length)
                    .put(nonce)
                    .put(encrypted)
                    .array();
        } catch (GeneralSecurityException | ProviderException refused) {
            throw new KeySetupException("The key " + name + " cannot encrypt with AES-GCM.");
        }
    }

    @Override
    public Optional<byte[]> unwrap(byte[] wrapped) {
        if (wrapped.length <= NONCE_BYTES) {
            return Optional.empty();
        }
        byte[] nonce = new byte[NONCE_BYTES];
        ByteBuffer.wrap(wrapped).get(nonce);
        try {
            return Optional.of(
                    cipher(Cipher.DECRYPT_MODE, nonce).doFinal(wrapped, NONCE_BYTES, wrapped.length - NONCE_BYTES));
        } catch (AEADBadTagException ofAnotherKey) {
            return Optional.empty();
        } catch (GeneralSecurityException | ProviderException refused) {
            // Some modules report a wrong tag as a general failure. Then nobody can tell it from an outage.
            throw new KeySetupException("The key " + name + " cannot decrypt the data key in the database.");
        }
    }

    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(TRANSFORMATION, provider);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }
}
