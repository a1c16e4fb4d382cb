package matryoshka.service.platform.database;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.generic.GenericTypes;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.postgres.PostgresPlugin;

/** Configures database access as every store expects it: PostgreSQL's types, and rows mapped directly to records. */
public final class Databases {
    private Databases() {}

    public static Jdbi jdbi(DataSource database) {
        return equip(Jdbi.create(database));
    }

    public static Jdbi jdbi(ConnectionFactory connections) {
        return equip(Jdbi.create(connections));
    }

    /** Configures an existing Jdbi. */
    public static Jdbi equip(Jdbi jdbi) {
        return jdbi.installPlugin(new PostgresPlugin()).registerRowMapper(Databases::recordMapper);
    }

    private static Optional<RowMapper<?>> recordMapper(Type type, ConfigRegistry config) {
        Class<?> rowType = GenericTypes.getErasedType(type);
        return rowType.isRecord() ? Optional.of(ConstructorMapper.of(canonicalConstructor(rowType))) : Optional.empty();
    }

    /** Makes the constructor accessible, so that a record that only its store needs can stay private to it. */
    private static Constructor<?> canonicalConstructor(Class<?> rowType) {
        Class<?>[] components = Stream.of(rowType.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = rowType.getDeclaredConstructor(components);
            constructor.setAccessible(true);
            return constructor;
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException("a record without its canonical constructor", impossible);
        }
    }
}
