package dev.consent.jpa.doors;

import dev.consent.SubjectId;
import dev.consent.jpa.database.TestUnit;
import dev.consent.jpa.doors.club.Doctor;
import dev.consent.jpa.doors.club.Home;
import dev.consent.jpa.doors.club.Locker;
import dev.consent.jpa.doors.club.MedicalNote;
import dev.consent.jpa.doors.club.Member;
import dev.consent.jpa.doors.club.Note;
import dev.consent.jpa.doors.club.Relative;
import dev.consent.jpa.doors.club.Society;
import dev.consent.jpa.doors.club.Society.Banner;
import dev.consent.jpa.doors.club.Society.Chart;
import dev.consent.jpa.doors.club.Society.Entry;
import dev.consent.jpa.doors.club.Society.Pass;
import dev.consent.jpa.doors.club.Society.Photo;
import dev.consent.jpa.doors.club.Society.Praise;
import dev.consent.jpa.doors.club.Society.Remark;
import dev.consent.jpa.doors.club.Society.Treatment;
import dev.consent.jpa.doors.club.Team;
import dev.consent.jpa.doors.club.Variants;
import dev.consent.jpa.doors.club.Visit;
import dev.consent.jpa.model.Purposes.Contact;
import dev.consent.jpa.model.Purposes.Reports;
import jakarta.persistence.EntityManager;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The club on one ground, with people who decided differently. Opened once, and kept until the tests are over. */
final class Clubhouse extends TestUnit {

    /** How a person may stand. */
    enum Choice {
        GRANTED,
        GRANTED_AGAIN,
        WITHDRAWN,
        NEVER_DECIDED;

        boolean open() {
            return this == GRANTED || this == GRANTED_AGAIN;
        }
    }

    private static final Map<Ground, Clubhouse> OPEN = new ConcurrentHashMap<>();

    private final Map<Choice, Planted> planted = new EnumMap<>(Choice.class);

    /** The club everybody reads in; what {@link #planted} gives is not to be changed there. */
    static Clubhouse on(Ground ground) {
        return OPEN.computeIfAbsent(ground, key -> new Clubhouse(key, Map.of(), List.of()));
    }

    /** A club of its own, for a test that needs other settings or entities. Caches are shared, so it has none. */
    static Clubhouse own(Ground ground, Map<String, Object> more, Class<?>... entities) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put("hibernate.cache.use_second_level_cache", "false");
        settings.put("hibernate.cache.use_query_cache", "false");
        return new Clubhouse(ground, settings, List.of(entities));
    }

    private Clubhouse(Ground ground, Map<String, Object> more, List<Class<?>> entities) {
        super(
                ground.database().freshUrl(),
                settings(ground, more),
                Stream.of(
                                List.<Class<?>>of(
                                        Member.class,
                                        Note.class,
                                        MedicalNote.class,
                                        Locker.class,
                                        Team.class,
                                        Doctor.class,
                                        Visit.class),
                                Variants.ENTITIES,
                                Society.ENTITIES,
                                entities)
                        .<Class<?>>flatMap(List::stream)
                        .toList());
        for (Choice choice : Choice.values()) {
            planted.put(choice, plant());
        }
        withdraw(planted(Choice.WITHDRAWN));
        withdraw(planted(Choice.GRANTED_AGAIN));
        grant(planted(Choice.GRANTED_AGAIN));
        forget(planted(Choice.NEVER_DECIDED));
    }

    /** Every cache is switched on, so that consent has to switch off those that would leak, and so are comments. */
    private static Map<String, Object> settings(Ground ground, Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("consent.guards", ground.guards());
        settings.put("hibernate.cache.use_second_level_cache", "true");
        settings.put("hibernate.cache.use_query_cache", "true");
        settings.put("hibernate.cache.region.factory_class", "jcache");
        settings.put("hibernate.cache.region_prefix", UUID.randomUUID().toString());
        settings.put(
                "hibernate.javax.cache.provider", "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider");
        settings.put("hibernate.javax.cache.missing_cache_strategy", "create");
        settings.put("hibernate.use_sql_comments", "true");
        settings.put("org.hibernate.envers.track_entities_changed_in_revision", "true");
        settings.putAll(more);
        return settings;
    }

    Planted planted(Choice choice) {
        return planted.get(choice);
    }

    /** Two people of a team, who both agree to everything, and what there is about them. */
    Planted plant() {
        String number = UUID.randomUUID().toString();
        Planted people = read(em -> {
            Team team = new Team("eleven");
            em.persist(team);
            Member member = new Member(number, "Anna");
            Member partner = new Member(UUID.randomUUID().toString(), "Ben");
            Stream.of(member, partner).forEach(person -> {
                person.team = team;
                em.persist(person);
                em.flush();
            });
            return new Planted(
                    member.id,
                    partner.id,
                    0L,
                    0L,
                    0L,
                    team.id,
                    "note-" + number,
                    number,
                    new Planted.Society(0L, 0L, 0L, 0L, 0L, 0L, 0L));
        });
        grant(people);
        return read(em -> plantData(em, people));
    }

    private static Planted plantData(EntityManager em, Planted people) {
        Team team = em.find(Team.class, people.team());
        Member partner = em.find(Member.class, people.partner());
        partner.email = Planted.PARTNER_MAIL;
        Member member = em.find(Member.class, people.member());
        member.email = Planted.MAIL;
        member.age = Planted.AGE;
        member.home = new Home(Planted.STREET, "NL");
        member.phones.add(Planted.PHONE);
        member.relatives.add(new Relative("mother", Planted.PHONE));
        member.nicknames.add(Planted.NICKNAME);
        member.accounts.put("forum", Planted.ACCOUNT);
        Note note = new Note(member, people.code(), Planted.TEXT, 8);
        note.tags.add(Planted.TAG);
        em.persist(note);
        MedicalNote medical = new MedicalNote(member, people.code() + "-m", Planted.MEDICAL_TEXT, 4, Planted.DIAGNOSIS);
        em.persist(medical);
        member.favourites.add(note);
        team.agenda.add(note);
        team.agenda.add(medical);
        team.board.put("north", note);
        team.captains.add(member);
        team.ranking.add(member);
        team.roles.put("keeper", member);
        Doctor doctor = new Doctor(people.code(), Planted.DOCTOR);
        em.persist(doctor);
        em.persist(new Visit(member, doctor));
        Locker locker = new Locker("7", note);
        em.persist(locker);
        return new Planted(
                people.member(),
                people.partner(),
                note.id,
                medical.id,
                locker.id,
                people.team(),
                people.code(),
                people.number(),
                plantSociety(em, member, partner));
    }

    private static Planted.Society plantSociety(EntityManager em, Member member, Member partner) {
        Treatment treatment = new Treatment();
        treatment.member = member;
        treatment.text = "SECRET-TREATMENT";
        Chart chart = new Chart();
        chart.member = member;
        chart.finding = "SECRET-FINDING";
        Pass pass = new Pass();
        pass.member = member;
        pass.holder = "SECRET-HOLDER";
        pass.birthYear = 1984;
        pass.pages = 1;
        Photo photo = new Photo();
        photo.title = "SECRET-PHOTO";
        photo.people.addAll(List.of(member, partner));
        Banner banner = new Banner();
        banner.names = "SECRET-NAMES";
        banner.height = 2;
        banner.people.addAll(List.of(member, partner));
        Entry entry = new Entry();
        entry.member = member;
        entry.title = "entry";
        Remark remark = new Remark();
        remark.member = member;
        remark.title = "SECRET-REMARK";
        Praise praise = new Praise();
        praise.member = member;
        praise.title = "praised";
        praise.praise = "SECRET-PRAISE";
        Stream.of(treatment, chart, pass, photo, banner, entry, remark, praise).forEach(em::persist);
        return new Planted.Society(treatment.id, chart.id, pass.id, photo.id, banner.id, remark.id, praise.id);
    }

    void grant(Planted people) {
        write(em -> decideIn(em, people, true));
    }

    void withdraw(Planted people) {
        write(em -> decideIn(em, people, false));
    }

    void decideIn(EntityManager em, Planted people, boolean yes) {
        for (Long id : List.of(people.member(), people.partner())) {
            decideIn(em, SubjectId.of(Member.class, id), yes, Contact.class, Reports.class);
        }
    }

    /** Makes the data older than every question: as if the ledger had never heard of these people. */
    private void forget(Planted people) {
        withdraw(people);
        for (Long id : List.of(people.member(), people.partner())) {
            execute("delete from consent_subject where subject_key = '" + id + "'");
            execute("delete from consent_record where subject_key = '" + id + "'");
        }
        consent.registerSubjects();
    }
}
