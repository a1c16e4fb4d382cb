package matryoshka.service.document;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;

/**
 * YAML as another spelling of JSON. Anchors, aliases and tags have no JSON meaning; refused, they can neither blow a document up nor
 * name a type.
 */
final class PlainYamlParser extends JsonParserDelegate {
    private final YAMLParser yaml;

    PlainYamlParser(YAMLParser yaml) {
        super(yaml);
        this.yaml = yaml;
    }

    @Override
    public JsonToken nextToken() throws IOException {
        JsonToken token = yaml.nextToken();
        if (yaml.isCurrentAlias() || yaml.getObjectId() != null || yaml.getTypeId() != null) {
            throw new JsonParseException(this, "Anchors, aliases and tags are refused.");
        }
        return token;
    }
}
