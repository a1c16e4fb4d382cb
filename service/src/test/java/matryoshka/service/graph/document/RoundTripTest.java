package matryoshka.service.graph.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import matryoshka.graph.GraphDocument;
import matryoshka.service.platform.json.DocumentFormat;
import matryoshka.service.platform.json.DocumentSyntaxException;
import matryoshka.service.testing.RandomDocuments;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RoundTripTest {

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_written_document_reads_back_equal(long seed) throws DocumentSyntaxException {
        GraphDocument document = new RandomDocuments(seed).next();
        for (DocumentFormat format : DocumentFormat.values()) {
            byte[] written = GraphDocumentWriter.write(document, format);
            ReadDocument read = GraphDocumentReader.read(written, format);
            assertThat(read.violations()).isEmpty();
            assertThat(read.document()).isEqualTo(document);
            assertThat(GraphDocumentWriter.write(read.document(), format)).isEqualTo(written);
        }
    }
}
