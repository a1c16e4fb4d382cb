package matryoshka.service.platform.json;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.ObjectCodec;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;

/**
 * Reads YAML as another notation for JSON. Anchors, aliases and tags have no meaning in JSON; since they are refused, they can neither
 * inflate a document nor name a type. A member with nothing after its colon is null, as YAML says.
 */
final class PlainYamlParser extends YAMLParser {

    PlainYamlParser(
            IOContext io,
            int parserFeatures,
            int yamlFeatures,
            LoaderOptions options,
            @Nullable ObjectCodec codec,
            Reader reader) {
        super(io, parserFeatures, yamlFeatures, options, codec, reader);
    }

    @Override
    protected Event getEvent() throws IOException {
        Event event = super.getEvent();
        if (event instanceof NodeEvent node && (node.getAnchor() != null || tag(node) != null)) {
            throw new JsonParseException(
                    this, "Anchors, aliases and tags are not allowed.", _locationFor(event.getStartMark()));
        }
        if (event instanceof ScalarEvent scalar) {
            streamReadConstraints().validateStringLength(scalar.getValue().length()); // the YAML parser leaves it out
        }
        return event;
    }

    private static @Nullable String tag(NodeEvent node) {
        if (node instanceof ScalarEvent scalar) {
            return scalar.getTag();
        }
        return node instanceof CollectionStartEvent collection ? collection.getTag() : null;
    }

    @Override
    protected JsonToken _decodeScalar(ScalarEvent scalar) throws IOException {
        JsonToken token = super._decodeScalar(scalar);
        return scalar.isPlain() && scalar.getValue().isEmpty() ? JsonToken.VALUE_NULL : token;
    }
}
