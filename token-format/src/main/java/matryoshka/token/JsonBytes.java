package matryoshka.token;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;

/**
 * Writes JSON (RFC 8259) directly as UTF-8 bytes. Written here because minting is the hot path: a map of maps and a general writer cost as
 * much as a native signature.
 */
final class JsonBytes {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    /** A backslash, a {@code u} and four digits. */
    private static final int LONGEST_CHARACTER = 6;

    private byte[] bytes = new byte[512];
    private int length;

    int length() {
        return length;
    }

    /** Returns the array with the bytes, {@link #length} of them; valid only until more is written. */
    byte[] buffer() {
        return bytes;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    void clear() {
        length = 0;
    }

    /** Drops all but the first bytes. */
    void truncate(int newLength) {
        length = newLength;
    }

    /** Appends bytes that are JSON already. */
    JsonBytes raw(byte[] json) {
        reserve(json.length);
        System.arraycopy(json, 0, bytes, length, json.length);
        length += json.length;
        return this;
    }

    /** Appends ASCII text that is JSON already. */
    JsonBytes raw(String json) {
        reserve(json.length());
        for (int i = 0; i < json.length(); i++) {
            bytes[length++] = (byte) json.charAt(i);
        }
        return this;
    }

    JsonBytes number(long number) {
        return raw(Long.toString(number));
    }

    JsonBytes string(String text) {
        return raw("\"").escaped(text).raw("\"");
    }

    /** {@code "name":} */
    JsonBytes name(String name) {
        return string(name).raw(":");
    }

    /** {@code ,"name":}, for a member that is not the first. */
    JsonBytes next(String name) {
        return raw(",").name(name);
    }

    JsonBytes strings(Collection<String> texts) {
        return array(texts);
    }

    /** Appends a string for one element, else an array: the form of {@code aud} (RFC 7519 §4.1.3). */
    JsonBytes stringOrArray(Collection<String> texts) {
        return texts.size() == 1 ? string(texts.iterator().next()) : array(texts);
    }

    /**
     * Appends a claim's value: {@code String}, {@code Boolean}, {@code Long}, {@code Integer}, {@code BigDecimal}, {@code Collection} or
     * {@code Map} of these.
     *
     * @throws IllegalArgumentException for any other type
     */
    JsonBytes value(Object value) {
        if (value instanceof String text) {
            return string(text);
        }
        if (value instanceof Collection<?> elements) {
            return array(elements);
        }
        if (value instanceof Map<?, ?> members) {
            return object(members);
        }
        if (value instanceof Boolean
                || value instanceof Long
                || value instanceof Integer
                || value instanceof BigDecimal) {
            return raw(value.toString());
        }
        throw new IllegalArgumentException(
                "not a claim value: " + value.getClass().getName());
    }

    private JsonBytes array(Collection<?> elements) {
        String separator = "[";
        for (Object element : elements) {
            raw(separator).value(element);
            separator = ",";
        }
        return raw(elements.isEmpty() ? "[]" : "]");
    }

    private JsonBytes object(Map<?, ?> members) {
        String separator = "{";
        for (Map.Entry<?, ?> member : members.entrySet()) {
            raw(separator).name((String) member.getKey()).value(member.getValue());
            separator = ",";
        }
        return raw(members.isEmpty() ? "{}" : "}");
    }

    /**
     * Appends the inside of a JSON string.
     *
     * @throws IllegalArgumentException for an unpaired surrogate, which UTF-8 cannot express
     */
    JsonBytes escaped(String text) {
        for (int i = 0; i < text.length(); i++) {
            reserve(LONGEST_CHARACTER);
            char c = text.charAt(i);
            if (c < 0x80) {
                ascii(c);
            } else if (!Character.isSurrogate(c)) {
                multibyte(c);
            } else {
                int point = text.codePointAt(i++);
                if (!Character.isSupplementaryCodePoint(point)) {
                    throw new IllegalArgumentException("a text with an unpaired surrogate is not Unicode");
                }
                multibyte(point);
            }
        }
        return this;
    }

    private void ascii(char c) {
        if (c < ' ') {
            raw("\\u00").put(HEX[c >> 4]).put(HEX[c & 0xF]);
        } else if (c == '"' || c == '\\') {
            put('\\').put(c);
        } else {
            put(c);
        }
    }

    /** Appends the UTF-8 (RFC 3629 §3) of a non-ASCII character. */
    private void multibyte(int point) {
        if (point < 0x800) {
            put(0xC0 | (point >> 6));
        } else {
            if (point < 0x10000) {
                put(0xE0 | (point >> 12));
            } else {
                put(0xF0 | (point >> 18)).put(0x80 | ((point >> 12) & 0x3F));
            }
            put(0x80 | ((point >> 6) & 0x3F));
        }
        put(0x80 | (point & 0x3F));
    }

    /** Appends to space that is already reserved. */
    private JsonBytes put(int octet) {
        bytes[length++] = (byte) octet;
        return this;
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
