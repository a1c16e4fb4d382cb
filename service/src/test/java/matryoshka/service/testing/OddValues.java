package matryoshka.service.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON with one value of a wrong type or kind, and unexpected texts. */
public final class OddValues {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HERE = "@here@";
    private static final int DEEP = 200;

    /** As they stand in JSON. */
    public static final List<String> IN_JSON = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1.5",
            "1e3",
            "1e400",
            "-1e-400",
            "9223372036854775807",
            "-9223372036854775808",
            "99999999999999999999999999",
            "253402300800",
            "\"\"",
            "\" \"",
            "\"x\"",
            "\"\\u0000\"",
            "\"a\\u0000b\"",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "\"\\u202e\\ufeff\\uffff\"",
            "\"" + "x".repeat(3_000) + "\"",
            "\"*\"",
            "\"urn:x\"",
            "\"https://[::1\"",
            "\"PT1S\"",
            "[]",
            "[null]",
            "[[]]",
            "[\"x\",1]",
            "[\"x\",\"x\"]",
            "{}",
            "{\"\":null}",
            "{\"a\":{\"b\":[1]}}",
            "[".repeat(DEEP) + "]".repeat(DEEP));

    /** As they stand in a form or a query, encoded: broken escapes, bytes that are no UTF-8, controls, and what means something elsewhere. */
    public static final List<String> IN_FORMS = List.of(
            "",
            "+",
            "%00",
            "a%00b",
            "%",
            "%zz",
            "%ff",
            "%C0%80",
            "%ED%A0%80",
            "%F0%9F%98%80",
            "%0d%0aX:1",
            "%E2%80%AE",
            "null",
            "0",
            "-1",
            "1e400",
            "99999999999999999999999999",
            "true",
            "%7B%22a%22%3A1%7D",
            "a+b",
            "..%2f..",
            "%22",
            "a.b.c",
            "e30.e30.e30",
            "....",
            "x".repeat(3_000));

    /** As they stand in a header: what is no list, no date, no number, no credentials, no media type. */
    public static final List<String> IN_HEADERS = List.of(
            "",
            " ",
            "17",
            "\"17",
            "17\"",
            "W/17",
            "W/\"17\"",
            "\"17\",",
            ",\"17\"",
            "*,\"17\"",
            "\"17\" \"18\"",
            "\"\u00ff\"",
            "null",
            "0",
            "-1",
            "99999999999999999999999999",
            "1e400",
            "=",
            ";",
            ",",
            "/",
            "*/",
            "a/b/c",
            "*/*;q=x",
            "text/html;q=\"",
            "application/json;charset=nope",
            "application/json;charset=\"",
            "gzip;q=2",
            "Basic",
            "Basic ",
            "Basic ====",
            "Basic OjpgOg==",
            "Basic gICA",
            "Bearer",
            "Bearer e30.e30.e30",
            "DPoP x",
            ":AAAA:",
            "-----BEGIN%20CERTIFICATE-----%0AAAAA",
            "Digest username=\"x\"",
            "bytes=0-,",
            "bytes=9-1",
            "Thu, 99 Foo 2026 99:99:99 GMT",
            "for=\"[::1\"",
            "::1:::",
            "\u0080\u00ff",
            "\t",
            "{\"a\":1}",
            "a=b; c=\"",
            "x".repeat(3_000));

    private OddValues() {}

    /** By what was done to it, documents that are not as they should be: each value in turn is replaced, left out or said twice. */
    public static Map<String, String> variants(String json) {
        Map<String, String> variants = new LinkedHashMap<>();
        JsonNode document = read(json);
        collect(variants, document, document, "");
        variants.put(
                "with an unknown member", document.deepCopy().toString().replaceFirst("^\\{", "{\"unknown\":null,"));
        for (String whole : IN_JSON) {
            variants.put("instead of all of it " + shortened(whole), whole);
        }
        return variants;
    }

    /** Values of one object or array of a document, and what is in them. */
    private static void collect(Map<String, String> variants, JsonNode document, JsonNode at, String pointer) {
        List<String> members = new ArrayList<>();
        if (at.isObject()) {
            at.fieldNames().forEachRemaining(members::add);
        } else {
            for (int index = 0; index < at.size(); index++) {
                members.add(Integer.toString(index));
            }
        }
        for (String member : members) {
            String path = pointer + "/" + member.replace("~", "~0").replace("/", "~1");
            for (String odd : IN_JSON) {
                variants.put(path + " is " + shortened(odd), replaced(document, pointer, member, odd));
            }
            if (at.isObject()) {
                ObjectNode without = document.deepCopy();
                ((ObjectNode) without.at(pointer)).remove(member);
                variants.put("without " + path, without.toString());
                String value = at.get(member).toString();
                variants.put(
                        path + " twice",
                        replaced(document, pointer, member, value + "," + JSON.valueToTree(member) + ":" + value));
            }
            collect(variants, document, document.at(path), path);
        }
    }

    private static String replaced(JsonNode document, String pointer, String member, String raw) {
        JsonNode copy = document.deepCopy();
        JsonNode around = copy.at(pointer);
        if (around instanceof ObjectNode object) {
            object.put(member, HERE);
        } else {
            ((ArrayNode) around).set(Integer.parseInt(member), JSON.valueToTree(HERE));
        }
        return copy.toString().replace("\"" + HERE + "\"", raw);
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException wrong) {
            throw new UncheckedIOException(wrong);
        }
    }
}
