package dev.consent.jpa.doors;

import dev.consent.SubjectId;
import dev.consent.erasure.SweepReport;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.database.TestUnit;
import dev.consent.jpa.doors.estate.Belongings;
import dev.consent.jpa.doors.estate.Belongings.Album;
import dev.consent.jpa.doors.estate.Belongings.Badge;
import dev.consent.jpa.doors.estate.Belongings.Book;
import dev.consent.jpa.doors.estate.Belongings.Diary;
import dev.consent.jpa.doors.estate.Belongings.Essay;
import dev.consent.jpa.doors.estate.Belongings.Event;
import dev.consent.jpa.doors.estate.Belongings.Exam;
import dev.consent.jpa.doors.estate.Belongings.Letter;
import dev.consent.jpa.doors.estate.Belongings.Loose;
import dev.consent.jpa.doors.estate.Belongings.Party;
import dev.consent.jpa.doors.estate.Belongings.Pass;
import dev.consent.jpa.doors.estate.Belongings.PassId;
import dev.consent.jpa.doors.estate.Belongings.PassUse;
import dev.consent.jpa.doors.estate.Belongings.Photo;
import dev.consent.jpa.doors.estate.Belongings.Piece;
import dev.consent.jpa.doors.estate.Belongings.Ping;
import dev.consent.jpa.doors.estate.Belongings.Pong;
import dev.consent.jpa.doors.estate.Belongings.Profile;
import dev.consent.jpa.doors.estate.Belongings.Shelf;
import dev.consent.jpa.doors.estate.Belongings.Thing;
import dev.consent.jpa.doors.estate.Belongings.Ticket;
import dev.consent.jpa.doors.estate.Belongings.TicketId;
import dev.consent.jpa.doors.estate.Belongings.Tied;
import dev.consent.jpa.doors.estate.Belongings.Token;
import dev.consent.jpa.doors.estate.Holder;
import dev.consent.jpa.model.Purposes.Contact;
import dev.consent.jpa.model.Purposes.Reports;
import jakarta.persistence.EntityManager;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What two people left behind, in one way of auditing; one of them has withdrawn, and the sweep has been there. It looks
 * at the database from outside, as somebody would who does not believe the library.
 */
final class Estate extends TestUnit {

    /** How the history is kept. */
    enum Auditing {
        DEFAULT(Map.of(
                "org.hibernate.envers.audit_strategy", "org.hibernate.envers.strategy.internal.DefaultAuditStrategy")),
        DEFAULT_WITH_DATA_AT_DELETE(Map.of(
                "org.hibernate.envers.audit_strategy",
                "org.hibernate.envers.strategy.internal.DefaultAuditStrategy",
                "org.hibernate.envers.store_data_at_delete",
                "true",
                "org.hibernate.envers.audit_table_suffix",
                "_PAST",
                "org.hibernate.envers.revision_field_name",
                "at_change")),
        VALIDITY(Map.of(
                "org.hibernate.envers.audit_strategy",
                "org.hibernate.envers.strategy.internal.ValidityAuditStrategy",
                "org.hibernate.envers.audit_table_prefix",
                "past_",
                "org.hibernate.envers.audit_strategy_validity_store_revend_timestamp",
                "true")),
        VALIDITY_WITH_DATA_AT_DELETE(Map.of(
                "org.hibernate.envers.audit_strategy",
                "org.hibernate.envers.strategy.internal.ValidityAuditStrategy",
                "org.hibernate.envers.store_data_at_delete",
                "true",
                "org.hibernate.envers.default_schema",
                "past",
                "org.hibernate.envers.global_with_modified_flag",
                "true"));

        private final Map<String, Object> settings;

        Auditing(Map<String, String> settings) {
            this.settings = new HashMap<>(settings);
        }

        /** All of them on each database, two for each way of guarding. */
        static List<Auditing> on(Ground ground) {
            return ground.guards().equals("lookup")
                    ? List.of(DEFAULT, VALIDITY_WITH_DATA_AT_DELETE)
                    : List.of(DEFAULT_WITH_DATA_AT_DELETE, VALIDITY);
        }
    }

    /** Caches are shared: whoever closes one closes those of the club. */
    static final Map<String, Object> WITHOUT_CACHES =
            Map.of("hibernate.cache.use_second_level_cache", "false", "hibernate.cache.use_query_cache", "false");

    private static final Map<Ground, List<Estate>> OPEN = new ConcurrentHashMap<>();

    final Auditing auditing;
    final String url;
    final UUID anna;
    final UUID ben;
    final List<String> revisionsBefore;
    final List<String> revisionsAfter;
    final List<String> bensBefore;
    final List<String> annasBefore;
    final List<String> keys;
    final SweepReport report;

    private final TestDatabase database;

    /** The estates on one ground. Opened once, and kept until the tests are over; only
     * something new is to be written to them. */
    static List<Estate> on(Ground ground) {
        return OPEN.computeIfAbsent(
                ground,
                key -> Auditing.on(key).stream()
                        .map(auditing ->
                                new Estate(key, auditing, key.database().freshUrl()))
                        .toList());
    }

    /** One of its own, for a test that changes it. */
    static Estate fresh(Ground ground) {
        return new Estate(ground, Auditing.on(ground).get(0), ground.database().freshUrl());
    }

    private Estate(Ground ground, Auditing auditing, String url) {
        super(url, settings(ground, auditing), Belongings.ENTITIES);
        this.url = url;
        this.database = ground.database();
        this.auditing = auditing;
        anna = leave("ANNA");
        ben = leave("BEN");
        keys = keysOf("ANNA");
        withdraw(anna);
        revisionsBefore = revisions();
        annasBefore = whereAnywhere("ANNA-");
        bensBefore = whereAnywhere("BEN-");
        clock.advance(Duration.ofHours(13));
        report = consent.erasure().sweep();
        revisionsAfter = revisions();
    }

    private static Map<String, Object> settings(Ground ground, Auditing auditing) {
        Map<String, Object> settings = new HashMap<>(auditing.settings);
        settings.put("consent.guards", ground.guards());
        settings.putAll(WITHOUT_CACHES);
        settings.put("hibernate.hbm2ddl.create_namespaces", "true");
        if (ground.database() == TestDatabase.H2) {
            settings.remove("org.hibernate.envers.default_schema"); // there Hibernate cannot create the foreign keys
        }
        return settings;
    }

    void withdraw(UUID holder) {
        write(em -> decideIn(em, SubjectId.of(Holder.class, holder), false, Contact.class, Reports.class));
    }

    void grant(UUID holder) {
        write(em -> decideIn(em, SubjectId.of(Holder.class, holder), true, Contact.class, Reports.class));
    }

    private UUID leave(String mark) {
        UUID id = read(em -> {
            Holder holder = new Holder();
            holder.visits = 1;
            em.persist(holder);
            em.flush();
            return holder.id;
        });
        grant(id);
        Belongings.WhoListener.who = mark + "-clerk";
        write(em -> plant(em, em.find(Holder.class, id), mark));
        write(em -> change(em, id, mark));
        Belongings.WhoListener.who = "system";
        return id;
    }

    private static Holder.Street street(String mark) {
        Holder.Street street = new Holder.Street();
        street.line = mark + "-line";
        street.house = new Holder.House(mark + "-house", mark + "-bell");
        return street;
    }

    private static void plant(EntityManager em, Holder holder, String mark) {
        holder.mail = mark + "-mail";
        holder.more = mark + "-more";
        holder.street = street(mark);
        holder.mood = Holder.Mood.GLAD;
        holder.aliases = new String[] {mark + "-alias", "other"};
        holder.settings = Map.of("theme", mark + "-setting");
        holder.photo = (mark + "-photo").getBytes(StandardCharsets.US_ASCII);
        holder.essay = mark + "-essay" + "x".repeat(5000);
        holder.unlogged = mark + "-unlogged";
        holder.partner = holder;
        holder.phones.add(mark + "-phone");
        holder.formerStreets.add(street(mark + "-former"));
        holder.accounts.put(mark + "-service", mark + "-account");
        Shelf shelf = new Shelf();
        shelf.room = "north";
        em.persist(shelf);
        Book book = new Book();
        book.holder = holder;
        book.title = mark + "-title";
        book.more = mark + "-thing-more";
        book.isbn = mark + "-isbn";
        book.tags.add(mark + "-tag");
        Stream.of(1, 2).forEach(number -> {
            Piece piece = new Piece();
            piece.thing = book;
            piece.text = mark + "-piece-" + number;
            book.pieces.add(piece);
        });
        book.shelves.add(shelf);
        em.persist(book);
        Thing thing = new Thing();
        thing.holder = holder;
        thing.title = mark + "-thing";
        thing.next = book;
        em.persist(thing);
        book.next = thing;
        shelf.favourites.add(thing);
        shelf.first = thing;
        Party party = new Party();
        party.holder = holder;
        party.what = mark + "-what";
        party.guests = mark + "-guests";
        em.persist(party);
        Event event = new Event();
        event.holder = holder;
        event.what = mark + "-event";
        em.persist(event);
        Essay essay = new Essay();
        essay.holder = holder;
        essay.head = mark + "-head";
        essay.body = mark + "-body";
        em.persist(essay);
        Exam exam = new Exam();
        exam.holder = holder;
        exam.head = mark + "-exam";
        exam.answers = mark + "-answers";
        em.persist(exam);
        plantMore(em, holder, mark);
    }

    private static void plantMore(EntityManager em, Holder holder, String mark) {
        Letter letter = new Letter();
        letter.holder = holder;
        letter.body = mark + "-letter";
        em.persist(letter);
        for (boolean shown : List.of(true, false)) {
            Diary diary = new Diary();
            diary.holder = holder;
            diary.page = mark + "-page-" + shown;
            diary.shown = shown;
            em.persist(diary);
        }
        Pass pass = new Pass();
        pass.id = new PassId(UUID.randomUUID(), LocalDate.of(2026, 2, 3), "KEY-" + mark);
        pass.holder = holder;
        pass.remark = mark + "-remark";
        pass.stamps.add(mark + "-stamp");
        em.persist(pass);
        PassUse use = new PassUse();
        use.pass = pass;
        use.turn = 1;
        use.gate = mark + "-gate";
        em.persist(use);
        Ticket ticket = new Ticket();
        ticket.id = new TicketId(UUID.randomUUID(), Holder.Mood.SAD);
        ticket.holder = holder;
        ticket.seat = mark + "-seat";
        em.persist(ticket);
        Profile profile = new Profile();
        profile.holder = holder;
        profile.about = mark + "-about";
        em.persist(profile);
        Badge badge = new Badge();
        badge.holder = holder;
        badge.name = mark + "-badge";
        em.persist(badge);
        Token token = new Token();
        token.holder = holder;
        token.secret = mark + "-secret";
        token.scopes.add(mark + "-scope");
        em.persist(token);
        Loose loose = new Loose();
        loose.holder = holder;
        loose.text = mark + "-loose";
        em.persist(loose);
        Tied tied = new Tied();
        tied.holder = holder;
        tied.loose = loose;
        tied.text = mark + "-tied";
        tied.unlogged = mark + "-tied-unlogged";
        tied.unloggedToo.add(mark + "-tied-unlogged-too");
        em.persist(tied);
        Ping ping = new Ping();
        ping.holder = holder;
        ping.text = mark + "-ping";
        em.persist(ping);
        Pong pong = new Pong();
        pong.holder = holder;
        pong.text = mark + "-pong";
        pong.back = ping;
        em.persist(pong);
        ping.back = pong;
        Album album = new Album();
        album.holder = holder;
        album.name = mark + "-album";
        Photo photo = new Photo();
        photo.album = album;
        photo.caption = mark + "-caption";
        album.photos.add(photo);
        em.persist(album);
    }

    /** Leaves more traces: older versions, and rows that were removed before anybody withdrew. */
    private static void change(EntityManager em, UUID id, String mark) {
        Holder holder = em.find(Holder.class, id);
        holder.mail = mark + "-mail-again";
        holder.street = street(mark + "-again");
        holder.phones.clear();
        holder.phones.add(mark + "-phone-again");
        holder.accounts.put("second", mark + "-account-again");
        all(em, Letter.class, id).forEach(em::remove);
        all(em, Party.class, id).forEach(em::remove);
        all(em, Exam.class, id).forEach(em::remove);
        Book book = all(em, Book.class, id).get(0);
        book.title = mark + "-title-again";
        book.tags.add(mark + "-tag-again");
        book.pieces.remove(0);
        all(em, Pass.class, id).get(0).stamps.clear();
    }

    static <T> List<T> all(EntityManager em, Class<T> entity, UUID holder) {
        return em.createQuery("from " + entity.getSimpleName() + " e where e.holder.id = :id", entity)
                .setParameter("id", holder)
                .getResultList();
    }

    /** The keys of rows that go as a whole, as the database writes them. */
    private List<String> keysOf(String mark) {
        List<String> found = new ArrayList<>(List.of("KEY-" + mark));
        write(em -> all(em, Badge.class, anna).forEach(badge -> found.add(badge.id.toString())));
        return found;
    }

    /** How many rows each table of history has. */
    List<String> revisions() {
        List<String> counts = new ArrayList<>();
        tables().stream()
                .filter(Estate::isPast)
                .forEach(table -> counts.add(table + " " + sql("select count(*) from " + table)));
        return counts;
    }

    static boolean isPast(String table) {
        String name = table.toLowerCase(java.util.Locale.ROOT);
        return name.contains("past") || name.contains("_aud") || name.contains("over_time") || name.contains("_log");
    }

    /** All tables of the application, in all schemas. */
    List<String> tables() {
        String ours = database == TestDatabase.MARIADB
                ? "table_schema = database()" // which has other databases where others have schemas
                : "lower(table_schema) not in ('information_schema', 'pg_catalog')";
        return sql("select concat('\"', table_schema, '\".\"', table_name, '\"') from information_schema.tables where"
                + " table_type = 'BASE TABLE' and " + ours + " order by 1");
    }

    /** Whether a text stands anywhere: in any column of any type of any table of any schema, and beside the tables. */
    List<String> whereAnywhere(String planted) {
        List<String> found = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String table : tables()) {
                search(statement, "select * from " + table, table, planted, found);
            }
            if (database == TestDatabase.H2) {
                search(statement, "script", "script", planted, found);
            } else if (database == TestDatabase.POSTGRESQL) {
                search(statement, "select data from pg_largeobject", "large object", planted, found);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
        return found;
    }

    private static void search(Statement statement, String query, String where, String planted, List<String> found)
            throws SQLException {
        StringBuilder hex = new StringBuilder();
        for (byte letter : planted.getBytes(StandardCharsets.US_ASCII)) {
            hex.append(String.format("%02x", letter));
        }
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    byte[] bytes = rows.getObject(i) instanceof byte[] ? rows.getBytes(i) : null;
                    String text = bytes == null ? rows.getString(i) : new String(bytes, StandardCharsets.ISO_8859_1);
                    if (text != null
                            && (text.contains(planted)
                                    || text.toLowerCase(java.util.Locale.ROOT).contains(hex))) {
                        found.add(where + "." + rows.getMetaData().getColumnName(i));
                    }
                }
            }
        }
    }
}
