package dev.consent.jpa.schema;

import dev.consent.ConsentException;
import dev.consent.erasure.Receipt;
import dev.consent.jpa.guard.StandingGuards;
import dev.consent.jpa.mapping.ErasurePlan;
import dev.consent.jpa.mapping.Histories;
import dev.consent.jpa.mapping.ProtectedModel;
import dev.consent.jpa.mapping.SqlNames;
import dev.consent.jpa.mapping.Stamp;
import dev.consent.jpa.mapping.Stamping;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.hibernate.boot.Metadata;
import org.hibernate.dialect.PostgreSQLDialect;

/**
 * Scripts for the schema of this persistence unit, in the SQL of its database and with the names of its mapping. Nothing
 * here changes the database: print a script, read it, and put it into a migration.
 */
public final class ConsentSchema {

    private final Metadata metadata;
    private final SqlNames names;
    private final Histories histories;
    private final ProtectedModel model;
    private final OwnTables own;
    private final ErasedTables erased;
    private final Evidence evidence;
    private final StandingGuards guards;
    private final Function<List<Stamp>, List<String>> backfill;

    /**
     * For consent itself.
     *
     * @param plan which tables erasing may change
     * @param ownEntities the class names of consent's own entities
     * @param audited those whose history is evidence
     * @param written those whose rows are
     * @param backfill the statements that fill new columns of copied masks
     */
    public ConsentSchema(
            Metadata metadata,
            SqlNames names,
            Histories histories,
            ProtectedModel model,
            ErasurePlan plan,
            Collection<String> ownEntities,
            Collection<String> audited,
            Collection<String> written,
            StandingGuards guards,
            Function<List<Stamp>, List<String>> backfill) {
        this.metadata = metadata;
        this.names = names;
        this.histories = histories;
        this.model = model;
        this.erased = new ErasedTables(plan);
        this.own = new OwnTables(metadata, names, histories, ownEntities);
        this.evidence = new Evidence(metadata, names, histories, audited, written);
        this.guards = guards;
        this.backfill = backfill;
    }

    /**
     * Creates consent's own tables. The same scripts lie in the jar for H2, PostgreSQL and MariaDB, with the names that
     * Hibernate and Envers give by default, as {@code META-INF/consent/schema/<database>/V1__consent.sql}.
     */
    public String tables() {
        return own.script().toString();
    }

    /** What the database lacks of consent's own tables, such as {@code "column mask of table consent_subject"}. */
    public List<String> missing(Connection connection) throws SQLException {
        return own.missing(connection);
    }

    /**
     * Adds the column of copied masks to every table that can carry it, and fills it; see
     * {@link dev.consent.jpa.ConsentSettings#GUARDS}. Run it before the application starts with such guards: rows whose
     * copy is not filled are hidden.
     */
    public String maskColumns() {
        List<Stamp> possible = Stamping.apply(model, names, entity -> true).stamps();
        Script script = new Script().remark("A copy of the data subject's mask in each row about them.");
        possible.forEach(stamp -> script.add("alter table " + stamp.table() + " add column if not exists "
                + stamp.column() + " bigint default 0 not null"));
        script.remark("The masks as they are. Rows of people nobody has registered yet stay hidden.");
        return script.add(backfill.apply(possible)).toString();
    }

    /** Creates the indexes that hiding and erasing are fast with, as far as the mapping does not declare them. */
    public String indexes() {
        return new IndexProposals(metadata, names, histories, model)
                .script(ReadableTables.read(metadata, names), guards)
                .toString();
    }

    /**
     * Creates views of all tables with protected data, history included, in a schema of their own, and lets a role read
     * them and not the tables. They show what the guards leave to somebody without a scope, at any moment: what may only
     * be seen by an audience reads as null. PostgreSQL only.
     *
     * @param schema the schema of the views, created when it is not there
     * @param role an existing role that is neither owner of the tables nor superuser
     * @throws IllegalArgumentException when a name is not made of small letters, digits and underscores
     * @throws ConsentException on another database
     */
    public String reportingViews(String schema, String role) {
        return reporting(schema, role).views().toString();
    }

    /**
     * Lets a role read the tables themselves, under row level security: hidden rows are not there, and columns that may
     * be hidden are not granted. Needs the views of {@link #reportingViews}, where those columns can be read. Other roles
     * read as before. PostgreSQL only.
     *
     * @throws IllegalArgumentException when a name is not made of small letters, digits and underscores
     * @throws ConsentException on another database
     */
    public String rowLevelSecurity(String schema, String role) {
        return reporting(schema, role).rowLevelSecurity().toString();
    }

    /**
     * Writes the tables anew from which data was erased, so that it is not left in the files of the database. PostgreSQL
     * marks deleted rows and old versions of rows as free and keeps their bytes until something else is written over
     * them. Hand in the receipts since the last time; tables in which nothing was erased are left alone, and the script
     * is empty when there are none.
     *
     * <p>Run it as superuser or owner of the tables, statement by statement and not in a transaction, when nobody works:
     * each table is locked against reading and writing while it is written, which takes about as long as copying it, and
     * needs as much free disk as what is left of it. It does not reach the write-ahead log, replicas' logs and backups:
     * {@code docs/guarantees.md} says what remains there, and until when. PostgreSQL only.
     *
     * @throws ConsentException on another database
     */
    public String rewrite(Collection<Receipt> receipts) {
        requirePostgres("Rewriting tables is");
        return erased.rewrite(receipts).toString();
    }

    /**
     * Creates triggers that refuse to change, delete or truncate evidence: the history of decisions, the texts they were
     * made on, receipts of erasures, and uses of privileged scopes. The library refuses that already; this binds everybody
     * else who writes with the application's role. Whoever owns the tables can drop the triggers. PostgreSQL only.
     *
     * @throws ConsentException on another database
     */
    public String evidenceTriggers() {
        requirePostgres("Triggers for evidence are");
        return evidence.script().toString();
    }

    private void requirePostgres(String what) {
        if (!(names.dialect() instanceof PostgreSQLDialect)) {
            throw new ConsentException(what + " there for PostgreSQL only");
        }
    }

    private PostgresReporting reporting(String schema, String role) {
        requirePostgres("Views and row level security for reporting are");
        return new PostgresReporting(ReadableTables.read(metadata, names), own.names(), guards, schema, role);
    }
}
