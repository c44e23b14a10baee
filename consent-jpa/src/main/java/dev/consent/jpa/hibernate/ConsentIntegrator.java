package dev.consent.jpa.hibernate;

import dev.consent.SubjectId;
import dev.consent.jpa.ConsentSettings;
import dev.consent.jpa.guard.GuardRenderer;
import dev.consent.jpa.guard.GuardRenderer.BitTest;
import dev.consent.jpa.guard.SubjectTable;
import dev.consent.jpa.mapping.ErasurePlan;
import dev.consent.jpa.mapping.ErasureReader;
import dev.consent.jpa.mapping.Histories;
import dev.consent.jpa.mapping.MappingProblems;
import dev.consent.jpa.mapping.ModelReader;
import dev.consent.jpa.mapping.ProtectedModel;
import dev.consent.jpa.mapping.SqlLiterals;
import dev.consent.jpa.mapping.SqlNames;
import dev.consent.jpa.mapping.Stamping;
import dev.consent.jpa.mapping.SubjectEntity;
import dev.consent.jpa.notice.Notices;
import dev.consent.jpa.schema.ConsentSchema;
import dev.consent.jpa.subject.MaskCopies;
import dev.consent.jpa.subject.SubjectMasks;
import dev.consent.jpa.subject.SubjectTables;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hibernate.LockMode;
import org.hibernate.SessionFactory;
import org.hibernate.SessionFactoryObserver;
import org.hibernate.binder.internal.TenantIdBinder;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.internal.SessionFactoryOptionsBuilder;
import org.hibernate.boot.spi.BootstrapContext;
import org.hibernate.boot.spi.SessionFactoryOptions;
import org.hibernate.dialect.Dialect;
import org.hibernate.dialect.H2Dialect;
import org.hibernate.dialect.HSQLDialect;
import org.hibernate.dialect.MySQLDialect;
import org.hibernate.dialect.OracleDialect;
import org.hibernate.engine.jdbc.Size;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.envers.boot.internal.EnversService;
import org.hibernate.event.spi.EventType;
import org.hibernate.integrator.spi.Integrator;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.tool.schema.spi.SchemaManagementTool;
import org.hibernate.type.SqlTypes;
import org.hibernate.type.descriptor.sql.spi.DdlTypeRegistry;
import org.hibernate.type.spi.TypeConfiguration;

/** Reads the boot model, installs guards and listeners, and starts the engine when the factory is ready. */
public final class ConsentIntegrator implements Integrator {

    @Override
    public void integrate(Metadata metadata, BootstrapContext bootstrap, SessionFactoryImplementor factory) {
        refuseSeveralDatabases(factory.getSessionFactoryOptions());
        ConsentEngine engine = factory.getServiceRegistry().requireService(ConsentEngine.class);
        Dialect dialect = factory.getJdbcServices().getDialect();
        SqlNames names = new SqlNames(dialect, factory.getSqlStringGenerationContext());
        Histories histories = histories(metadata, factory);

        Set<String> own = ConsentSources.entities().stream().map(Class::getName).collect(Collectors.toSet());

        MappingProblems problems = new MappingProblems();
        SqlLiterals literals = new SqlLiterals(dialect, new BootOptions(factory));
        ProtectedModel model = ModelReader.read(metadata, names, literals, histories, own, problems);
        StampChoice choice = new StampChoice(metadata, factory, names);
        model = Stamping.apply(model, names, choice::wanted);
        ErasurePlan plan = ErasureReader.read(
                metadata,
                names,
                histories,
                model,
                PseudonymKey.of(factory.getProperties().get(ConsentSettings.PSEUDONYM_KEY)),
                problems);
        SubjectTable table = subjectTable(metadata, names);
        GuardRenderer renderer =
                new GuardRenderer(table, engine.markers(), bitTest(dialect), !(dialect instanceof MySQLDialect));
        SchemaManagementTool tool = factory.getServiceRegistry().requireService(SchemaManagementTool.class);
        Expectations expected = new GuardInstaller(metadata, model, histories, names, renderer, tool, problems)
                .install(factory.getSessionFactoryOptions().isSecondLevelCacheEnabled());
        new StampInstaller(problems).install(model.stamps());
        Notices.problems(model.catalog().purposes())
                .forEach(problem -> problems.add(problem, "Give each recipient and source a code of its own"));
        refuseUnknownTenants(metadata, factory.getSessionFactoryOptions(), problems);
        problems.throwIfAny();

        SubjectMasks masks = new SubjectMasks(
                table,
                new SubjectMasks.LockClauses(
                        dialect.getForUpdateString(LockMode.PESSIMISTIC_READ),
                        dialect.getForUpdateString(LockMode.PESSIMISTIC_WRITE),
                        dialect.getForUpdateString(LockMode.UPGRADE_SKIPLOCKED)),
                dialect.getFromDualForSelectOnly(),
                engine.bits());
        MaskCopies copies = new MaskCopies(table, masks, model.stamps(), model.subjects());
        WriteGuards guards = new WriteGuards(metadata, model, histories, masks, copies, engine.bits(), renderer);
        List<SubjectEntity> subjects = model.subjects();
        ConsentSchema schema = new ConsentSchema(
                metadata,
                names,
                histories,
                model,
                plan,
                own,
                ConsentSources.auditedEvidence(),
                ConsentSources.evidence(),
                engine.standingGuards(),
                stamps -> new MaskCopies(table, masks, stamps, subjects).backfill());
        engine.assemble(factory, model, plan, expected, masks, copies, guards, schema);
        WriteListener writes = new WriteListener(guards, new LinkGuards(metadata, model, guards));
        writes.register(factory.getEventListenerRegistry());
        CorrectionListener.register(
                factory.getEventListenerRegistry(), metadata, model, guards, masks, engine.bits(), engine);
        LedgerListener.register(
                factory.getEventListenerRegistry(),
                engine.ledgerChain(),
                factory.getServiceRegistry().requireService(EnversService.class));
        TrueRevisions.register(
                factory.getEventListenerRegistry(),
                guards,
                factory.getServiceRegistry().requireService(EnversService.class));
        EvidenceListener.register(
                factory.getEventListenerRegistry(),
                factory.getServiceRegistry().requireService(EnversService.class).getConfig()::getAuditEntityName);
        AgeListener.register(factory.getEventListenerRegistry(), metadata, names, model.subjects(), guards, engine);
        explainHiddenRows(factory, model);
        factory.getEventListenerRegistry().prependListeners(EventType.FLUSH_ENTITY, new FlushedEntities(guards));
        factory.addObserver(new SessionFactoryObserver() {
            private static final long serialVersionUID = 1L;

            @Override
            public void sessionFactoryCreated(SessionFactory created) {
                MayLeadNowhere.done(tool);
                ValidationListeners.silence(factory.getEventListenerRegistry(), guards);
                engine.speakLast(LastWord.take(factory.getEventListenerRegistry(), guards, writes));
                engine.start(choice.generatesSchema());
            }

            @Override
            public void sessionFactoryClosed(SessionFactory closed) {
                engine.stop();
            }
        });
    }

    /** Each would have bits and masks of its own, and those of one would be asked for in another. */
    private static void refuseSeveralDatabases(SessionFactoryOptions options) {
        if (options.isMultiTenancyEnabled()
                || options.getTenantSchemaMapper() != null
                || options.getTenantCredentialsMapper() != null) {
            throw new dev.consent.ConsentException(
                    "Here each tenant has a database, a schema or credentials of its own,"
                            + " and consent keeps one set of tables for a persistence unit. Use a persistence unit for each"
                            + " tenant, or tell tenants apart by a column with @TenantId.");
        }
    }

    /** Consent opens sessions of its own, for which nobody names a tenant. */
    private static void refuseUnknownTenants(
            Metadata metadata, SessionFactoryOptions options, MappingProblems problems) {
        if (metadata.getFilterDefinition(TenantIdBinder.FILTER_NAME) != null
                && options.getCurrentTenantIdentifierResolver() == null) {
            problems.add(
                    "Rows belong to tenants with @TenantId, and nobody says which tenant is at work on the threads of"
                            + " the start and of sweeps",
                    "Set hibernate.tenant_identifier_resolver to a CurrentTenantIdentifierResolver; any tenant will do"
                            + " there");
        }
    }

    private static Histories histories(Metadata metadata, SessionFactoryImplementor factory) {
        EnversService envers = factory.getServiceRegistry().requireService(EnversService.class);
        if (!envers.isEnabled()) {
            throw new dev.consent.ConsentException("Consent keeps its ledger with Envers, which is switched off here."
                    + " Remove the setting " + EnversService.INTEGRATION_ENABLED + ".");
        }
        return new Histories(
                metadata,
                envers.getConfig()::getAuditEntityName,
                envers.getConfig().getRevisionFieldName(),
                envers.getConfig().getRevisionTypePropertyName(),
                envers.getConfig().isGenerateRevisionsForCollections());
    }

    private static SubjectTable subjectTable(Metadata metadata, SqlNames names) {
        PersistentClass entity = metadata.getEntityBindings().stream()
                .filter(candidate -> SubjectTables.SUBJECT.equals(candidate.getJpaEntityName()))
                .findFirst()
                .orElseThrow();
        return new SubjectTable(
                names.of(entity.getTable()),
                names.of(entity.getRecursiveProperty("id.type").getColumns().get(0)),
                names.of(entity.getRecursiveProperty("id.key").getColumns().get(0)),
                names.of(entity.getProperty("mask").getColumns().get(0)),
                keyType(metadata));
    }

    /** How the database spells the type of a text that identifiers are cast to. */
    private static String keyType(Metadata metadata) {
        TypeConfiguration types = metadata.getDatabase().getTypeConfiguration();
        DdlTypeRegistry ddl = types.getDdlTypeRegistry();
        return ddl.getDescriptor(SqlTypes.VARCHAR)
                .getCastTypeName(Size.length(SubjectId.MAX_LENGTH), types.getBasicTypeForJavaType(String.class), ddl);
    }

    private static BitTest bitTest(Dialect dialect) {
        boolean function = List.of(H2Dialect.class, HSQLDialect.class, OracleDialect.class).stream()
                .anyMatch(known -> known.isInstance(dialect));
        return function ? BitTest.FUNCTION : BitTest.OPERATOR;
    }

    private static void explainHiddenRows(SessionFactoryImplementor factory, ProtectedModel model) {
        Set<String> hideable = new TreeSet<>();
        model.rows()
                .forEach(row -> row.root().getSubclassClosure().stream()
                        .filter(row::touches)
                        .forEach(entity -> hideable.add(entity.getEntityName())));
        if (factory.getSessionFactoryOptions() instanceof SessionFactoryOptionsBuilder options) {
            options.applyEntityNotFoundDelegate(new HiddenRowDelegate(options.getEntityNotFoundDelegate(), hideable));
        }
        HiddenRefresh.register(factory.getEventListenerRegistry(), hideable);
    }
}
