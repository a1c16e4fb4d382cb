package matryoshka.service.platform.json;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import java.io.IOException;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;

/** Makes parsers that read YAML as another notation for JSON, and generators whose output such parsers can read back. */
final class PlainYamlFactory extends YAMLFactory {
    private static final long serialVersionUID = 1;

    PlainYamlFactory(StreamReadConstraints constraints) {
        super(YAMLFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .streamReadConstraints(constraints)
                .loaderOptions(options(constraints))
                // Accepts only true and false of YAML 1.1's many booleans: "no" is a country.
                .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
                .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                .disable(YAMLGenerator.Feature.SPLIT_LINES)
                .stringQuotingChecker(new QuoteAllButWords()));
    }

    private static LoaderOptions options(StreamReadConstraints constraints) {
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(constraints.getMaxNestingDepth());
        options.setCodePointLimit(Integer.MAX_VALUE); // the body's size is bounded before
        return options;
    }

    /** The one method through which {@link DocumentFormat} passes a body. */
    @Override
    protected YAMLParser _createParser(byte[] body, int offset, int length, IOContext io) throws IOException {
        return new PlainYamlParser(
                io,
                _parserFeatures,
                _yamlParserFeatures,
                _loaderOptions,
                _objectCodec,
                _createReader(body, offset, length, null, io));
    }

    /** Quotes more than the default, since names with unusual white space would not survive unquoted. */
    private static final class QuoteAllButWords extends StringQuotingChecker {
        private static final long serialVersionUID = 1;
        private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9._-]*(:[A-Za-z0-9._-]+)*");

        @Override
        public boolean needToQuoteName(String name) {
            return !WORD.matcher(name).matches() || isReservedKeyword(name);
        }

        @Override
        public boolean needToQuoteValue(String value) {
            return true;
        }
    }
}
