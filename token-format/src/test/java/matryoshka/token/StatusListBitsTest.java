package matryoshka.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the examples and test vectors of draft-ietf-oauth-status-list, §4.1 and appendix. */
class StatusListBitsTest {
    private static final int MOST = 1 << 20;
    private static final String ONE_BIT =
            "eNrt3AENwCAMAEGogklACtKQPg9LugC9k_ACvreiogEAAKkeCQAAAAAAAAAAAAAAAAAAAIBylgQAAAAAAAAAAAAAAAAAAAAAAAAA"
                    + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAXG9IAAAAAAAAAPwsJAAAAAAAAAAAAAAAvhsSAAAAAAAAAAAA7KpLAAAAAAAAAAAAAAAAAAAA"
                    + "AJsLCQAAAAAAAAAAADjelAAAAAAAAAAAKjDMAQAAAACAZC8L2AEb";
    private static final String TWO_BITS =
            "eNrt2zENACEQAEEuoaBABP5VIO01fCjIHTMStt9ovGVIAAAAAABAbiEBAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAEB5"
                    + "WwIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
                    + "AAAAAAAAAID0ugQAAAAAAAAAAAAAAAAAQG12SgAAAAAAAAAAAAAAAAAAAAAAAAAAAOCSIQEAAAAAAAAAAAAAAAAAAAAAAAD8ExIA"
                    + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAwJEuAQAAAAAAAAAAAAAAAAAAAAAAAMB9SwIAAAAAAAAAAAAAAAAAAACoYUoA"
                    + "AAAAAAAAAAAAAEBqH81gAQw";
    private static final String FOUR_BITS =
            "eNrt0EENgDAQADAIHwImkIIEJEwCUpCEBBQRHOy35Li1EjoOQGabAgAAAAAAAAAAAAAAAAAAACC1SQEAAAAAAAAAAAAAAAAAAAAA"
                    + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
                    + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
                    + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABADrsCAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
                    + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAADoxaEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
                    + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAIIoCgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
                    + "AAAAAAAAAACArpwKAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAGhqVkAzlwIAAAAAiGVRAAAAAAAAAAAAAAAA"
                    + "AAAAAAAAAAAAAAAAAAAAAAAAAABx3AoAgLpVAQAAAAAAAAAAAAAAwM89rwMAAAAAAAAAAAjsA9xMBMA";

    @Test
    void statuses_of_one_bit_are_packed_as_the_draft_has_it() {
        int[] statuses = {1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1};

        assertThat(list(1, statuses).encode()).isEqualTo("eNrbuRgAAhcBXQ");
        assertHolds(StatusListBits.decode(1, "eNrbuRgAAhcBXQ", 2), statuses);
    }

    @Test
    void statuses_of_two_bits_are_packed_as_the_draft_has_it() {
        int[] statuses = {1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3};

        assertThat(list(2, statuses).encode()).isEqualTo("eNo76fITAAPfAgc");
        assertHolds(StatusListBits.decode(2, "eNo76fITAAPfAgc", 3), statuses);
    }

    @Test
    void long_lists_of_the_draft_are_read() {
        assertHoldsOnly(
                1,
                ONE_BIT,
                Map.ofEntries(
                        Map.entry(0, 1),
                        Map.entry(1_993, 1),
                        Map.entry(25_460, 1),
                        Map.entry(159_495, 1),
                        Map.entry(495_669, 1),
                        Map.entry(554_353, 1),
                        Map.entry(645_645, 1),
                        Map.entry(723_232, 1),
                        Map.entry(854_545, 1),
                        Map.entry(934_534, 1),
                        Map.entry(1_000_345, 1)));
        assertHoldsOnly(
                2,
                TWO_BITS,
                Map.ofEntries(
                        Map.entry(0, 1),
                        Map.entry(1_993, 2),
                        Map.entry(25_460, 1),
                        Map.entry(159_495, 3),
                        Map.entry(495_669, 1),
                        Map.entry(554_353, 1),
                        Map.entry(645_645, 2),
                        Map.entry(723_232, 1),
                        Map.entry(854_545, 1),
                        Map.entry(934_534, 2),
                        Map.entry(1_000_345, 3)));
        assertHoldsOnly(
                4,
                FOUR_BITS,
                Map.ofEntries(
                        Map.entry(0, 1),
                        Map.entry(1_993, 2),
                        Map.entry(35_460, 3),
                        Map.entry(459_495, 4),
                        Map.entry(595_669, 5),
                        Map.entry(754_353, 6),
                        Map.entry(845_645, 7),
                        Map.entry(923_232, 8),
                        Map.entry(924_445, 9),
                        Map.entry(934_534, 10),
                        Map.entry(1_004_534, 11),
                        Map.entry(1_000_345, 12),
                        Map.entry(1_030_203, 13),
                        Map.entry(1_030_204, 14),
                        Map.entry(1_030_205, 15)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void what_was_written_is_read(int bits) {
        Random random = new Random(bits);
        int[] statuses = new int[1_000];
        StatusListBits list = StatusListBits.of(bits, statuses.length);
        for (int change = 0; change < 3_000; change++) {
            int index = random.nextInt(statuses.length);
            statuses[index] = random.nextInt(1 << bits);
            list.set(index, statuses[index]);
        }

        assertHolds(list, statuses);
        assertHolds(StatusListBits.decode(bits, list.encode(), 1_000), statuses);
        assertThatThrownBy(() -> list.set(0, 1 << bits)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> list.get(8_000)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void a_list_larger_than_is_accepted_is_not_unpacked() throws IOException {
        String twoBytes = "eNrbuRgAAhcBXQ";
        assertThatThrownBy(() -> StatusListBits.decode(1, twoBytes, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("larger");
        String bomb = deflated(new byte[100_000_000]);
        long before = allocatedBytes();
        assertThatThrownBy(() -> StatusListBits.decode(2, bomb, 10_000)).hasMessageContaining("larger");
        assertThat(allocatedBytes() - before).isLessThan(5_000_000);
    }

    private static long allocatedBytes() {
        return ManagementFactory.getPlatformMXBean(ThreadMXBean.class).getCurrentThreadAllocatedBytes();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "eNrbuRgA", "AAAA", "****", "eNrbuRgAAhcBXw", "eNrb"})
    void what_is_no_list_is_refused(String lst) {
        assertThatThrownBy(() -> StatusListBits.decode(1, lst, 100)).isInstanceOf(IllegalArgumentException.class);
    }

    private static StatusListBits list(int bits, int... statuses) {
        StatusListBits list = StatusListBits.of(bits, statuses.length);
        for (int index = 0; index < statuses.length; index++) {
            list.set(index, statuses[index]);
        }
        return list;
    }

    private static void assertHolds(StatusListBits list, int... statuses) {
        for (int index = 0; index < statuses.length; index++) {
            assertThat(list.get(index)).as("%d", index).isEqualTo(statuses[index]);
        }
    }

    private static void assertHoldsOnly(int bits, String lst, Map<Integer, Integer> statuses) {
        StatusListBits list = StatusListBits.decode(bits, lst, MOST);
        for (int index = 0; index < MOST; index++) {
            int expected = statuses.getOrDefault(index, 0);
            if (list.get(index) != expected) {
                throw new AssertionError(index + " is " + list.get(index) + " and not " + expected);
            }
        }
        // Compressors differ; what they have compressed does not.
        StatusListBits written = StatusListBits.of(bits, MOST);
        statuses.forEach(written::set);
        assertThat(written.encode()).isEqualTo(list.encode());
    }

    private static String deflated(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            deflater.write(bytes);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(out.toByteArray());
    }
}
