package matryoshka.service.platform.problems;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import org.apache.tomcat.jdbc.pool.PoolExhaustedException;
import org.jdbi.v3.core.ConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutagesTest {
    @ParameterizedTest
    @ValueSource(strings = {"08006", "08001", "57P01", "57P03", "57014", "55P03", "53300", "25006", "40001", "40P01"})
    void temporary_sql_states_are_outages(String state) {
        assertThat(Outages.isOutage(new IllegalStateException(new SQLException("secret", state))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "42601", "22021"})
    void our_own_errors_are_not_outages(String state) {
        assertThat(Outages.isOutage(new SQLException("secret", state))).isFalse();
    }

    @Test
    void no_connection_and_no_answer_in_time_are_outages() {
        assertThat(Outages.isOutage(new ConnectionException(new SQLException("refused"))))
                .isTrue();
        assertThat(Outages.isOutage(new PoolExhaustedException("none left"))).isTrue();
        assertThat(Outages.isOutage(new SQLTimeoutException("late"))).isTrue();
    }

    @Test
    void a_cycle_of_causes_ends() {
        Exception inner = new Exception("inner");
        Exception outer = new Exception("outer", inner);
        inner.initCause(outer);

        assertThat(Outages.isOutage(outer)).isFalse();
    }
}
