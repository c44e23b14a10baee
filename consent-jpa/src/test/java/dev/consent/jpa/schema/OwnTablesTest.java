package dev.consent.jpa.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.jpa.mapping.Histories;
import dev.consent.jpa.mapping.SqlNames;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.model.relational.internal.SqlStringGenerationContextImpl;
import org.hibernate.boot.registry.StandardServiceRegistry;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.dialect.Dialect;
import org.hibernate.dialect.H2Dialect;
import org.hibernate.dialect.MariaDBDialect;
import org.hibernate.dialect.PostgreSQLDialect;
import org.hibernate.engine.jdbc.env.spi.JdbcEnvironment;
import org.hibernate.tool.schema.internal.SchemaCreatorImpl;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The scripts in the jar are what Hibernate generates. After a change of consent's tables, run this test with {@code
 * -Dconsent.schema.write=src/main/resources} and keep what it wrote.
 */
class OwnTablesTest {

    static Stream<Arguments> databases() {
        return Stream.of(
                Arguments.of("h2", H2Dialect.class),
                Arguments.of("postgresql", PostgreSQLDialect.class),
                Arguments.of("mariadb", MariaDBDialect.class));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void liesInTheJarAsHibernateGeneratesIt(String database, Class<? extends Dialect> dialect) throws IOException {
        StandardServiceRegistry registry = new StandardServiceRegistryBuilder()
                .applySettings(Map.of(
                        "hibernate.dialect", dialect.getName(), "hibernate.boot.allow_jdbc_metadata_access", "false"))
                .build();
        try {
            Metadata metadata = new MetadataSources(registry).buildMetadata();
            String script = own(metadata, registry).script().toString();
            String file = "META-INF/consent/schema/" + database + "/V1__consent.sql";
            String target = System.getProperty("consent.schema.write");
            if (target != null) {
                Path written = Path.of(target, file);
                Files.createDirectories(Objects.requireNonNull(written.getParent()));
                Files.writeString(written, script);
            }

            assertThat(inJar(file)).isEqualTo(script);
            assertThat(statements(script)).containsExactlyInAnyOrderElementsOf(generated(metadata, registry));
        } finally {
            StandardServiceRegistryBuilder.destroy(registry);
        }
    }

    private static OwnTables own(Metadata metadata, StandardServiceRegistry registry) {
        JdbcEnvironment environment = registry.requireService(JdbcEnvironment.class);
        SqlNames names = new SqlNames(
                environment.getDialect(),
                SqlStringGenerationContextImpl.fromConfigurationMap(environment, metadata.getDatabase(), Map.of()));
        List<String> own = metadata.getEntityBindings().stream()
                .map(entity -> String.valueOf(entity.getClassName()))
                .filter(name -> name.startsWith("dev.consent."))
                .toList();
        return new OwnTables(
                metadata, names, new Histories(metadata, name -> name + "_AUD", "REV", "REVTYPE", true), own);
    }

    /** What Hibernate itself would create where nothing but consent is mapped. */
    private static List<String> generated(Metadata metadata, StandardServiceRegistry registry) {
        return statements(
                String.join(";\n", new SchemaCreatorImpl(registry).generateCreationCommands(metadata, false)));
    }

    private static List<String> statements(String script) {
        String bare = script.lines().filter(line -> !line.startsWith("--")).collect(Collectors.joining("\n"));
        return Stream.of(bare.split(";\\s*(\\n|$)"))
                .map(statement -> statement
                        .replaceAll("\\s+", " ")
                        .replace("( ", "(")
                        .replace(" )", ")")
                        .strip())
                .filter(statement -> !statement.isEmpty())
                .toList();
    }

    static String inJar(String file) throws IOException {
        try (InputStream stream = OwnTables.class.getClassLoader().getResourceAsStream(file)) {
            return stream == null ? "" : new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
