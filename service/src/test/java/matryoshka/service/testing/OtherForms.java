package matryoshka.service.testing;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** Other spellings of a JWS that some verifiers accept, and that anybody can make from it. */
public final class OtherForms {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final int NUMBER_BYTES = 32;
    /** The order of the group of P-256 (SEC 2, §2.4.2). */
    private static final BigInteger ORDER =
            new BigInteger("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", 16);

    private OtherForms() {}

    /** Returns an ES256 JWS with its other valid signature: if (r, s) verifies, so does (r, n − s). */
    public static String secondSignature(String jws) {
        int end = jws.lastIndexOf('.') + 1;
        byte[] signature = Base64.getUrlDecoder().decode(jws.substring(end));
        if (signature.length != 2 * NUMBER_BYTES) {
            throw new IllegalArgumentException("not signed by ES256");
        }
        byte[] s = Arrays.copyOfRange(signature, NUMBER_BYTES, signature.length);
        byte[] other = ORDER.subtract(new BigInteger(1, s)).toByteArray();
        byte[] second = Arrays.copyOf(signature, NUMBER_BYTES * 2);
        Arrays.fill(second, NUMBER_BYTES, second.length, (byte) 0);
        int length = Math.min(other.length, NUMBER_BYTES);
        System.arraycopy(other, other.length - length, second, second.length - length, length);
        return jws.substring(0, end) + Base64.getUrlEncoder().withoutPadding().encodeToString(second);
    }

    /** The same bytes in other spellings of base64: with bits that are left over, padding, and characters that some decoders skip. */
    public static List<String> otherSpellings(String jws) {
        List<String> others = new ArrayList<>(List.of(jws + "=", jws + "==", jws + "\n", " " + jws, jws + "."));
        String[] parts = jws.split("[.]", -1);
        for (int index = 0; index < parts.length; index++) {
            String part = parts[index];
            int unused = switch (part.length() % 4) {
                case 2 -> 4;
                case 3 -> 2;
                default -> 0;
            };
            int last = ALPHABET.indexOf(part.charAt(part.length() - 1));
            for (int bits = 1; bits < 1 << unused; bits++) {
                String[] changed = parts.clone();
                changed[index] = part.substring(0, part.length() - 1) + ALPHABET.charAt(last ^ bits);
                others.add(String.join(".", changed));
            }
            String[] padded = parts.clone();
            padded[index] = part + "=";
            others.add(String.join(".", padded));
        }
        return others;
    }
}
