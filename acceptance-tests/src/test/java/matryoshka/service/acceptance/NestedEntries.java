package matryoshka.service.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The tokens nested in another, as {@code docs/token-anatomy.md} has them unpacked: by the JDK, which the issuer's own unpacking is not
 * asked for. Each with {@code aud} and {@code token}, and the {@code holder} where the claim says it.
 */
final class NestedEntries {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PACKED = Pattern.compile(",\"tokens\":\"([^\"]*)\"}\\z");

    private NestedEntries() {}

    static List<JsonNode> in(String token) throws IOException {
        byte[] claims = Base64.getUrlDecoder().decode(token.split("[.]", -1)[1]);
        List<JsonNode> entries = new ArrayList<>();
        Matcher packed = PACKED.matcher(new String(claims, ISO_8859_1));
        if (packed.find()) {
            for (String line : lines(claims, packed)) {
                entries.add(entry(token, line));
            }
        } else {
            JSON.readTree(claims).path("tokens").forEach(entries::add);
        }
        return entries;
    }

    private static String[] lines(byte[] claims, Matcher packed) throws IOException {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setDictionary(claims, 0, packed.start() + 1);
            inflater.setInput(Base64.getUrlDecoder().decode(packed.group(1)));
            byte[] text = new byte[1 << 20];
            ByteBuffer written = ByteBuffer.wrap(text, 0, inflater.inflate(text));
            if (!inflater.finished() || inflater.getRemaining() > 0) {
                throw new IOException("more, or less, than one stream");
            }
            return UTF_8.newDecoder().decode(written).toString().strip().split("\n", -1);
        } catch (DataFormatException malformed) {
            throw new IOException(malformed);
        } finally {
            inflater.end();
        }
    }

    private static ObjectNode entry(String around, String line) throws IOException {
        ObjectNode entry = JSON.createObjectNode();
        if (!line.startsWith("{")) {
            String[] fields = line.split(" ", -1);
            return entry.put("aud", fields[1]).put("holder", fields[2]).put("token", fields[0]);
        }
        int end = line.lastIndexOf(' ');
        String payload = line.substring(0, end);
        String header = around.substring(0, around.indexOf('.'));
        String encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(payload.getBytes(UTF_8));
        entry.set("aud", JSON.readTree(payload).get("aud"));
        return entry.put("token", header + "." + encoded + "." + line.substring(end + 1));
    }
}
