package dev.consent.jpa.hibernate;

import dev.consent.ConsentException;
import dev.consent.Grantor;
import dev.consent.SubjectId;
import dev.consent.catalog.DataCatalog;
import dev.consent.catalog.DeclaredPurpose;
import dev.consent.decision.Agreement;
import dev.consent.decision.Decision;
import dev.consent.decision.DecisionRefusedException;
import dev.consent.decision.PastDecision;
import dev.consent.decision.Standing;
import dev.consent.erasure.KeptBecause;
import dev.consent.gate.PrivilegedUse;
import dev.consent.gate.Scope;
import dev.consent.jpa.decision.DecisionTables;
import dev.consent.jpa.decision.Ledger;
import dev.consent.jpa.decision.LedgerChain;
import dev.consent.jpa.decision.LedgerCheck;
import dev.consent.jpa.decision.PastDecisions;
import dev.consent.jpa.effect.Effects;
import dev.consent.jpa.effect.RememberedStandings;
import dev.consent.jpa.erasure.Erasure.Forgetting;
import dev.consent.jpa.erasure.Explanation;
import dev.consent.jpa.erasure.Holds;
import dev.consent.jpa.erasure.Journal;
import dev.consent.jpa.erasure.Lapses;
import dev.consent.jpa.erasure.Obligations;
import dev.consent.jpa.erasure.Replay;
import dev.consent.jpa.erasure.Sweep;
import dev.consent.jpa.erasure.SweepSettings;
import dev.consent.jpa.feed.Admission;
import dev.consent.jpa.guard.MarkerRewriter;
import dev.consent.jpa.guard.Markers;
import dev.consent.jpa.guard.StandingGuards;
import dev.consent.jpa.guardian.Families;
import dev.consent.jpa.mapping.Copy;
import dev.consent.jpa.mapping.ErasurePlan;
import dev.consent.jpa.mapping.ProtectedModel;
import dev.consent.jpa.mapping.SubjectEntity;
import dev.consent.jpa.notice.NoticeOutbox;
import dev.consent.jpa.notice.Notices;
import dev.consent.jpa.schema.ConsentSchema;
import dev.consent.jpa.scope.Privileges;
import dev.consent.jpa.scope.ScopedClock;
import dev.consent.jpa.subject.MaskCopies;
import dev.consent.jpa.subject.PurposeBits;
import dev.consent.jpa.subject.SubjectMasks;
import dev.consent.jpa.transaction.OwnTransactions;
import dev.consent.jpa.wording.WordingResources;
import dev.consent.jpa.wording.Wordings;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.hibernate.Session;
import org.hibernate.engine.jdbc.connections.spi.JdbcConnectionAccess;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.envers.boot.internal.EnversService;
import org.hibernate.envers.configuration.Configuration;
import org.hibernate.service.Service;
import org.jspecify.annotations.Nullable;

/** Everything consent runs on in one persistence unit. Lives in Hibernate's service registry. */
public final class ConsentEngine implements Service {

    private static final long serialVersionUID = 1L;
    private static final int EXPIRIES_AT_ONCE = 100;

    private final transient ScopedClock clock;
    private final transient Supplier<String> account;
    private final transient Privileges privileges;
    private final transient NativeQueries natives;
    private final transient PurposeBits bits = new PurposeBits();
    private final transient Markers markers = new Markers();
    private final transient MarkerRewriter rewriter;
    private final transient Obligations obligations =
            new Obligations(() -> purposes().values());
    private final transient NoticeOutbox outbox = new NoticeOutbox();
    private final transient RememberedStandings remembered;
    private final transient Effects effects;
    private final transient LedgerChain ledgerChain = new LedgerChain();
    private transient volatile @Nullable Parts parts;
    private transient volatile @Nullable LastWord lastWord;

    /** What is known once the boot model was read. */
    private record Parts(
            SessionFactoryImplementor factory,
            ProtectedModel model,
            DataCatalog catalog,
            ErasurePlan plan,
            Expectations expected,
            SubjectMasks masks,
            MaskCopies copies,
            Ledger ledger,
            Sweep sweep,
            Replay replay,
            Explanation explanation,
            SessionMemory memory,
            WriteGuards guards,
            ConsentSchema schema,
            RegisteredPurposes purposes) {}

    /**
     * The engine of a persistence unit.
     *
     * @throws IllegalStateException when consent was not on the class path as the factory was built
     */
    public static ConsentEngine of(EntityManagerFactory factory) {
        ConsentEngine engine = factory.unwrap(SessionFactoryImplementor.class)
                .getServiceRegistry()
                .getService(ConsentEngine.class);
        if (engine == null) {
            throw new IllegalStateException("consent was not on the class path as this persistence unit was built");
        }
        return engine;
    }

    ConsentEngine(Clock unscoped, Supplier<String> accountAtWork, NativeQueries natives, Duration staleness) {
        this.remembered = new RememberedStandings(staleness);
        this.effects = new Effects(outbox, remembered);
        this.clock = new ScopedClock(unscoped);
        this.account = () -> Scope.current().actor().orElseGet(accountAtWork);
        this.privileges = new Privileges(unscoped, account);
        this.natives = natives;
        this.rewriter = new MarkerRewriter(markers, clock, bits::of, privileges::cover);
    }

    /** The statement as it is to be executed now, on this thread. */
    String rewrite(String sql) {
        LastWord word = lastWord;
        if (word != null) {
            word.keep();
        }
        return rewriter.rewrite(
                NativeQueries.isNative(sql)
                        ? natives.admit(sql, parts().model().tables(), rewriter.isOpen(Scope.current()))
                        : sql);
    }

    /** The listeners to keep in their places from now on. */
    void speakLast(LastWord word) {
        lastWord = word;
    }

    WriteGuards writeGuards() {
        return parts().guards();
    }

    /** The guards that were installed. */
    Expectations installed() {
        return parts().expected();
    }

    Markers markers() {
        return markers;
    }

    StandingGuards standingGuards() {
        return rewriter.standing();
    }

    PurposeBits bits() {
        return bits;
    }

    /** Takes in what was read from the boot model; the factory is not usable yet. */
    void assemble(
            SessionFactoryImplementor factory,
            ProtectedModel model,
            ErasurePlan plan,
            Expectations expected,
            SubjectMasks masks,
            MaskCopies copies,
            WriteGuards guards,
            ConsentSchema schema) {
        RegisteredPurposes purposes = new RegisteredPurposes(
                factory, bits, masks, copies, model.catalog().purposes());
        masks.purposes(model.catalog().purposes());
        Ledger ledger = new Ledger(
                masks,
                copies,
                bits,
                obligations,
                effects,
                clock,
                account,
                purposes,
                new Families(model.subjects(), AgeSettings.of(factory.getProperties()), clock),
                this::exists);
        Journal journal = ErasureLogSettings.journal(factory.getProperties(), clock);
        Sweep sweep = new Sweep(
                factory,
                plan,
                model.subjects(),
                purposes.byCode(),
                bits,
                masks,
                ledger::ended,
                outbox,
                new Holds(
                        factory,
                        plan,
                        model.subjects(),
                        (session, subject) -> masks.lock(session, subject, SubjectMasks.Lock.SHARE)
                                        .isPresent()
                                || exists(session, subject),
                        obligations,
                        account,
                        clock),
                new Lapses(Ledger.mayBeOver(), this::expireGrants),
                SweepSettings.of(factory.getProperties()),
                journal,
                new AssembledIdentifiers(factory),
                account,
                clock);
        parts = new Parts(
                factory,
                model,
                withCopies(model.catalog(), plan.copies()),
                plan,
                expected,
                masks,
                copies,
                ledger,
                sweep,
                new Replay(
                        factory,
                        journal,
                        sweep,
                        masks,
                        purposes.byCode(),
                        new EndsAgain(ledger, purposes.byCode(), clock),
                        clock),
                new Explanation(factory, plan, model.subjects(), bits::of, ledger::ended, clock),
                new SessionMemory(guards),
                guards,
                schema,
                purposes);
    }

    private static DataCatalog withCopies(DataCatalog catalog, List<Copy> copies) {
        return catalog.withCopies(entry -> copies.stream()
                .filter(copy -> copy.declaredOn(entry.entity(), entry.attribute()))
                .map(Copy::data)
                .distinct()
                .toList());
    }

    /**
     * Runs once the factory is usable and the schema is there.
     *
     * @param generated whether Hibernate may just have added columns of copied masks to tables that were not empty
     */
    void start(boolean generated) {
        Parts ready = parts();
        try {
            boolean opened = ready.purposes().registerNamed();
            int registered = registerAll();
            ready.sweep().start();
            ledgerChain.begin(ready.factory());
            if (generated || opened || registered > 0) {
                repairStamps();
            }
        } catch (RuntimeException unusable) {
            throw new ConsentException(
                    "Consent could not read its tables, whose names begin with consent_." + missing()
                            + " Create them with Hibernate's schema generation or your migration tool before the"
                            + " application starts; the statements are in META-INF/consent/schema of consent's jar.",
                    unusable);
        }
        WordingResources.publish(resources(), wordings());
        assertGuarded();
        // The last step before anybody can read anything.
        ready.replay().start(this::expireGrants);
    }

    /** Runs when the factory is closed. */
    void stop() {
        Parts running = parts;
        if (running != null) {
            running.replay().stop();
        }
    }

    /** The class loader of the application, as long as there is one. */
    private static ClassLoader resources() {
        ClassLoader current = Thread.currentThread().getContextClassLoader();
        return current == null ? ConsentEngine.class.getClassLoader() : current;
    }

    /** The texts people are shown. */
    public Wordings wordings() {
        return new Wordings(factory(), this::purpose, this::clock, this::expireGrants);
    }

    /** Closes grants that have run out; returns how many. */
    public int expireGrants() {
        int closed = 0;
        while (true) {
            int step =
                    OwnTransactions.call(factory(), session -> ledger().expire(session, purposes(), EXPIRIES_AT_ONCE));
            closed += step;
            if (step < EXPIRIES_AT_ONCE) {
                return closed;
            }
        }
    }

    private String missing() {
        try {
            JdbcConnectionAccess connections =
                    parts().factory().getJdbcServices().getBootstrapJdbcConnectionAccess();
            Connection connection = connections.obtainConnection();
            try {
                List<String> missing = parts().schema().missing(connection);
                return missing.isEmpty() ? "" : " Missing: " + String.join(", ", missing) + ".";
            } finally {
                connections.releaseConnection(connection);
            }
        } catch (SQLException | RuntimeException unreachable) {
            return ""; // what made the start fail is told anyway
        }
    }

    public ConsentSchema schema() {
        return parts().schema();
    }

    public void assertGuarded() {
        parts().expected().check(parts().factory());
    }

    /** Whether a person is known: their row was written, or something was decided about them. */
    public boolean isRegistered(Session session, SubjectId subject) {
        return parts().masks()
                .read(session, subject.type(), List.of(subject.key()))
                .containsKey(subject.key());
    }

    /** Registers subjects that were inserted behind Hibernate's back. */
    public int registerSubjects() {
        int registered = registerAll();
        if (registered > 0) {
            repairStamps();
        }
        return registered;
    }

    private int registerAll() {
        return OwnTransactions.call(parts().factory(), session -> {
            int registered = 0;
            for (SubjectEntity subject : parts().model().subjects()) {
                registered += parts().masks().registerAll(session, subject.type(), subject.table(), subject.idColumn());
            }
            return registered;
        });
    }

    /** How many rows of each entity carry another mask than their person's. */
    public Map<String, Long> driftedStamps() {
        return OwnTransactions.call(
                parts().factory(), session -> parts().copies().drift((SessionImplementor) session));
    }

    /** Corrects rows that carry another mask than their person's; returns how many there were. */
    public long repairStamps() {
        return parts().copies().repair(parts().factory());
    }

    /** The clock that counts on this thread. */
    public Clock clock() {
        return clock.inForce();
    }

    /** The current scope with leave to read past the guards, once it is recorded. */
    public Scope privileged(String reason, Duration atMost) {
        return privileges.open(factory(), reason, atMost);
    }

    /** Every leave to read past the guards, newest first. */
    public List<PrivilegedUse> privilegedUses(EntityManager em, int limit) {
        return privileges.latest(em, limit);
    }

    /** Leave to read past the guards with larger numbers than this one, in their order. */
    public List<PrivilegedUse> privilegedUsesAfter(EntityManager em, long id, int limit) {
        return privileges.after(em, id, limit);
    }

    /** Leave to read past the guards that counted at a moment. */
    public List<PrivilegedUse> privilegesOpenAt(EntityManager em, Instant at) {
        return privileges.openAt(em, at);
    }

    /** Whether an entity is one of consent's own, or the history of one. */
    boolean isOwn(String entity) {
        return entity.contains("dev.consent.jpa.")
                && ConsentSources.entities().stream()
                        .map(Class::getName)
                        .anyMatch(own -> entity.equals(own) || entity.equals(envers().getAuditEntityName(own)));
    }

    /** The history of decisions, in sets. */
    public PastDecisions pastDecisions() {
        return past(DecisionTables.ledger());
    }

    /** The history of what guardians of children, and the children, have said, in sets. */
    public PastDecisions pastVoices() {
        return past(DecisionTables.voices());
    }

    /** The history of the questions that were put, in sets. */
    public PastDecisions pastQuestions() {
        return past(DecisionTables.questions());
    }

    /** The chain over the history of decisions. */
    public LedgerChain ledgerChain() {
        return ledgerChain;
    }

    /** Compares the history of decisions with its chain. */
    public LedgerCheck ledgerCheck() {
        return new LedgerCheck(
                ledgerChain, DecisionTables.histories().stream().map(this::past).toList());
    }

    private PastDecisions past(Class<?> entity) {
        Configuration envers = envers();
        return new PastDecisions(
                entity,
                envers.getAuditEntityName(entity.getName()),
                envers.getOriginalIdPropertyName(),
                envers.getRevisionFieldName());
    }

    private Configuration envers() {
        return factory()
                .getServiceRegistry()
                .requireService(EnversService.class)
                .getConfig();
    }

    /** Registered people behind this one in the order of their keys. */
    public List<SubjectId> subjectsAfter(@Nullable SubjectId after, int limit) {
        return OwnTransactions.call(factory(), session -> parts().masks().after(session, after, limit));
    }

    public DataCatalog catalog() {
        return parts().catalog();
    }

    public Ledger ledger() {
        return parts().ledger();
    }

    /** What is erased how. */
    public ErasurePlan plan() {
        return parts().plan();
    }

    /** All kinds of people. */
    public List<SubjectEntity> subjects() {
        return parts().model().subjects();
    }

    /** What recipients and sources have to be told. */
    public Notices notices() {
        return new Notices(factory(), () -> purposes().values(), clock);
    }

    NoticeOutbox outbox() {
        return outbox;
    }

    /** What follows from decisions. */
    public Effects effects() {
        return effects;
    }

    /** What cached gates know. */
    public RememberedStandings remembered() {
        return remembered;
    }

    /** Takes in what feeds deliver. */
    public Admission admission() {
        return new Admission(factory(), this::purpose, this::requireSubject, parts().masks(), bits);
    }

    public Obligations obligations() {
        return obligations;
    }

    public Sweep sweep() {
        return parts().sweep();
    }

    /** Erases again after a restore. */
    public Replay replay() {
        return parts().replay();
    }

    /** Forgets people who ask for it. */
    public Forgetting forgetting() {
        return new ForgottenPeople(this, parts().masks());
    }

    /** Why what is stored about a person is kept. */
    public List<KeptBecause> keptBecause(EntityManager em, SubjectId subject) {
        requireSubject(subject);
        SessionImplementor session = session(em);
        SubjectEntity entity = subject(subject.type());
        Map<String, Standing> standings = new HashMap<>();
        return parts().explanation()
                .of(
                        session,
                        entity,
                        subject.key(),
                        purpose -> standings.computeIfAbsent(
                                purpose.code(), code -> parts().ledger().standing(session, subject, purpose)));
    }

    public SessionFactoryImplementor factory() {
        return parts().factory();
    }

    public Map<String, DeclaredPurpose> purposes() {
        return parts().purposes().byCode();
    }

    /** The declared purpose of a marker type; one that no data names yet is registered on first use. */
    public DeclaredPurpose purpose(Class<?> marker) {
        return parts().purposes().of(marker);
    }

    /** Puts decisions into effect, and out of the memory of the session what they closed. */
    public List<Standing> decide(EntityManager em, List<Decision> decisions) {
        for (Decision decision : decisions) {
            try {
                // Also what a purpose rests on gets its bit before anything is locked.
                parts().purposes().registerRequired(purpose(decision.purpose()));
            } catch (ConsentException unknown) {
                throw DecisionRefusedException.unknownPurpose(String.valueOf(unknown.getMessage()))
                        .among(decisions, decision);
            }
            try {
                requireSubject(decision.subject());
            } catch (ConsentException unknown) {
                throw DecisionRefusedException.unknownKind(String.valueOf(unknown.getMessage()))
                        .among(decisions, decision);
            }
        }
        SessionImplementor session = session(em);
        List<Standing> standings = parts().ledger().decide(session, decisions);
        decisions.stream()
                .map(Decision::subject)
                .distinct()
                .forEach(subject -> parts().memory().forget(session, subject));
        return standings;
    }

    /** Makes somebody a guardian of a person, or ends that; returns whether anything changed. */
    public boolean guardian(EntityManager em, SubjectId subject, Grantor guardian, boolean appointed) {
        requireAge(subject, guardian);
        parts().purposes().registerRequired();
        SessionImplementor session = session(em);
        boolean changed = ledger().guardian(session, subject, guardian, appointed);
        parts().memory().forget(session, subject);
        return changed;
    }

    /** Who of those that decide for a person has agreed to a purpose. */
    public Agreement agreement(EntityManager em, SubjectId subject, Class<?> purpose) {
        requireSubject(subject);
        return ledger().agreement(session(em), subject, purpose(purpose));
    }

    /** From when a person decides themselves; empty when nobody knows. */
    public Optional<Instant> comesOfAge(EntityManager em, SubjectId subject) {
        requireSubject(subject);
        return Optional.ofNullable(ledger().comesOfAge(session(em), subject));
    }

    private void requireAge(SubjectId subject, Grantor guardian) {
        requireSubject(subject);
        if (subject(subject.type()).birthDate() == null) {
            throw new ConsentException("Guardians decide for people whose date of birth is kept. Name the attribute in"
                    + " @DataSubject(birthDate = …) of '" + subject.type() + "'.");
        }
        if (!guardian.role().decidesForChildren()) {
            throw new IllegalArgumentException("a guardian is a parent or a legal guardian, not " + guardian.role());
        }
    }

    /** Restricts processing for a person; returns whether anything changed. */
    public boolean restrict(EntityManager em, SubjectId subject, String reason) {
        SessionImplementor session = sessionAbout(em, subject);
        OptionalLong before = ledger().restrict(session, subject);
        before.ifPresent(mask -> sweep().holds().restrict(session, subject, reason, mask));
        parts().memory().forget(session, subject);
        return before.isPresent();
    }

    /** Lifts the restriction of processing for a person; returns whether anything changed. */
    public boolean liftRestriction(EntityManager em, SubjectId subject) {
        SessionImplementor session = sessionAbout(em, subject);
        Holds holds = sweep().holds();
        boolean changed = ledger().liftRestriction(session, subject, () -> holds.before(session, subject));
        if (changed) {
            holds.lift(session, subject);
        }
        parts().memory().forget(session, subject);
        return changed;
    }

    private SessionImplementor sessionAbout(EntityManager em, SubjectId subject) {
        requireSubject(subject);
        parts().purposes().registerRequired();
        return session(em);
    }

    private SubjectEntity subject(String type) {
        return parts().model().subjects().stream()
                .filter(known -> known.type().equals(type))
                .findFirst()
                .orElseThrow();
    }

    /** Whether there is a row of a person of a kind that is known. */
    boolean exists(Session session, SubjectId subject) {
        return parts().masks().isStored((SessionImplementor) session, subject(subject.type()), subject.key());
    }

    /** Everything that was ever decided about one person, oldest first. */
    public List<PastDecision> history(EntityManager em, SubjectId subject) {
        return pastDecisions().of(session(em), subject.type(), List.of(subject.key()));
    }

    /** Not Hibernate's session type: a container's shared entity manager is one itself, and hands out itself. */
    static SessionImplementor session(EntityManager em) {
        return em.unwrap(SessionImplementor.class);
    }

    /** Throws unless this kind of person is a data subject of the persistence unit. */
    public void requireSubject(SubjectId subject) {
        List<String> types =
                parts().model().subjects().stream().map(SubjectEntity::type).toList();
        if (!types.contains(subject.type())) {
            throw new ConsentException("'" + subject.type()
                    + "' is no kind of data subject here; annotated with @DataSubject are " + types);
        }
    }

    private Parts parts() {
        return Objects.requireNonNull(parts, "consent was not integrated into this persistence unit");
    }
}
