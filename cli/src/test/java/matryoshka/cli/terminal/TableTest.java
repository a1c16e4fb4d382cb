package matryoshka.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void what_fits_is_one_line_a_row() {
        Table table = new Table("A", "B");
        table.add("  x", "y z");
        assertThat(table.text()).isEqualTo("A    B\n  x  y z\n");
    }

    @Test
    void what_is_too_wide_goes_on_below_itself() {
        Table table = new Table("NAME", "WORDS", "END");
        table.add("  " + "n".repeat(10), "word ".repeat(40).strip(), "e");
        assertThat(table.text().lines()).hasSize(3).allMatch(line -> line.length() <= 120);
        assertThat(table.text().lines().skip(2)).allMatch(line -> line.startsWith(" ".repeat(14) + "word word"));
        assertThat(table.text().replaceAll("\\s+", " ")).contains("word word").endsWith("word ");
    }

    @Test
    void a_word_that_is_too_long_is_broken_and_an_indentation_kept() {
        Table table = new Table("NAME", "X");
        table.add("    " + "n".repeat(200), "x");
        assertThat(table.text().lines().skip(1)).hasSize(2).allMatch(line -> line.startsWith("    n"));
    }

    @Test
    void no_word_is_broken_while_a_column_has_room_between_words() {
        Table table = new Table("NAME", "WORDS", "MORE");
        table.add("https://" + "n".repeat(60), "word word word word word word", "more more more more more more");
        assertThat(table.text()).contains("https://" + "n".repeat(60));
    }

    @Test
    void what_is_painted_stays_whole() {
        Table table = new Table("NAME", "VERDICT");
        table.add("n ".repeat(100), "\u001b[31mnot verified (no key)\u001b[0m");
        assertThat(table.text()).contains("\u001b[31mnot verified (no key)\u001b[0m\n");
    }

    @Test
    void no_table_is_wider_than_120_characters_and_nothing_is_lost() {
        Random random = new Random(7);
        for (int round = 0; round < 500; round++) {
            int columns = 2 + random.nextInt(6);
            String[] cells = IntStream.range(0, columns)
                    .mapToObj(column -> words(random))
                    .toArray(String[]::new);
            Table table =
                    new Table(IntStream.range(0, columns).mapToObj(c -> "T" + c).toArray(String[]::new));
            table.add(cells);
            assertThat(table.text().lines()).allMatch(line -> line.codePointCount(0, line.length()) <= 120);
            String shown =
                    table.text().lines().skip(1).collect(Collectors.joining()).replace(" ", "");
            assertThat(sorted(shown)).isEqualTo(sorted(String.join("", cells).replace(" ", "")));
        }
    }

    private static String words(Random random) {
        return IntStream.range(0, random.nextInt(12))
                .mapToObj(word -> "abcdé→xyz".repeat(6).substring(0, 1 + random.nextInt(40)))
                .collect(Collectors.joining(" "));
    }

    private static String sorted(String text) {
        return text.codePoints().sorted().mapToObj(Character::toString).collect(Collectors.joining());
    }
}
