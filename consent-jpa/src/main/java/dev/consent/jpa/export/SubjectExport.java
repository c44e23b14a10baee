package dev.consent.jpa.export;

import dev.consent.SubjectId;
import dev.consent.catalog.DeclaredPurpose;
import dev.consent.decision.PastDecision;
import dev.consent.decision.Standing;
import dev.consent.erasure.KeptBecause;
import dev.consent.erasure.Obligation;
import dev.consent.jpa.document.Texts;
import dev.consent.jpa.mapping.ErasurePlan;
import dev.consent.jpa.mapping.SubjectEntity;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.hibernate.Session;
import org.hibernate.type.BasicType;

/**
 * Everything that is held about one person, written as it is read: {@code data.json} for other systems (Art. 20) and
 * {@code index.html} to read (Art. 15), in one zip. Covers what an erasure of the person would take, the history
 * included, what is hidden included; and says what it is kept for, until when, who gets it, what was decided, what holds
 * keep from being erased and on which ground, and what is to be erased by when. Keys of other people and what is about
 * them are left out, and so are the reasons of holds in words, which are about a case and not about the person.
 *
 * <p>Whoever reads it reads past the guards: hand it to the person and to nobody else.
 */
public final class SubjectExport {

    private final Session session;
    private final SubjectId subject;
    private final Object id;
    private final BasicType<?> idType;
    private final List<Source> sources;
    private final Facts facts;

    /**
     * What is said about the data.
     *
     * @param purposes the purposes data is kept for, with what holds
     * @param unknown what was decided about purposes that are not known here, by code
     * @param questions to whom which question was put, oldest first
     * @param kept why things are kept, and until when
     * @param owed what has to be erased or was, the newest first
     */
    public record Facts(
            Instant asOf,
            List<Purpose> purposes,
            Map<String, List<PastDecision>> unknown,
            List<PastDecision> questions,
            List<KeptBecause> kept,
            List<Obligation> owed) {

        /** What holds for one purpose, and what was decided about it. */
        public record Purpose(DeclaredPurpose purpose, Standing standing, List<PastDecision> decisions) {}
    }

    private SubjectExport(
            Session session, SubjectId subject, Object id, BasicType<?> idType, List<Source> sources, Facts facts) {
        this.session = session;
        this.subject = subject;
        this.id = id;
        this.idType = idType;
        this.sources = sources;
        this.facts = facts;
    }

    /**
     * Prepares an export; for consent itself. The session must be in a privileged scope and a transaction while it is
     * written.
     */
    public static SubjectExport of(
            Session session,
            SubjectId subject,
            ErasurePlan plan,
            Collection<SubjectEntity> people,
            Function<Session, Facts> facts) {
        SubjectEntity kind = people.stream()
                .filter(known -> known.type().equals(subject.type()))
                .findFirst()
                .orElseThrow();
        return new SubjectExport(
                session,
                subject,
                kind.id(subject.key()),
                kind.idType(),
                Sources.of(session.getMetamodel(), plan, kind, people),
                facts.apply(session));
    }

    /** Writes the zip. The stream stays open. */
    public void write(OutputStream out, Locale language) {
        ExportDocument document = new ExportDocument(session, subject, id, idType, sources, facts, Texts.in(language));
        try {
            ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
            zip.putNextEntry(new ZipEntry("index.html"));
            Writer page = new OutputStreamWriter(zip, StandardCharsets.UTF_8);
            document.html(page);
            page.flush();
            zip.closeEntry();
            zip.putNextEntry(new ZipEntry("data.json"));
            document.json(zip);
            zip.closeEntry();
            zip.finish();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
