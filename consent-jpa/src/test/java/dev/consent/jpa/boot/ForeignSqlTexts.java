package dev.consent.jpa.boot;

import dev.consent.DataSubject;
import dev.consent.PersonalData;
import dev.consent.jpa.model.Evaluation;
import dev.consent.jpa.model.Purposes.Contact;
import dev.consent.jpa.model.Purposes.Reports;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.OneToMany;
import java.util.List;
import java.util.Map;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.DiscriminatorFormula;
import org.hibernate.annotations.Filter;
import org.hibernate.annotations.FilterDef;
import org.hibernate.annotations.Generated;
import org.hibernate.annotations.GeneratedColumn;
import org.hibernate.annotations.JoinFormula;
import org.hibernate.annotations.NamedNativeQuery;
import org.hibernate.annotations.SQLDelete;
import org.hibernate.annotations.SQLInsert;
import org.hibernate.annotations.SQLJoinTableRestriction;
import org.hibernate.annotations.SQLOrder;
import org.hibernate.annotations.SQLRestriction;
import org.hibernate.annotations.SQLSelect;
import org.hibernate.annotations.SQLUpdate;

/** SQL in a mapping that would read or write protected data of the school, or of its own entity, past the guards. */
final class ForeignSqlTexts {

    private ForeignSqlTexts() {}

    @Entity(name = "Member")
    @DataSubject
    @SQLRestriction("mail is not null")
    @DiscriminatorFormula("case when mail is null then 0 else 1 end")
    @FilterDef(name = "reachable", defaultCondition = "mail like '%@%'")
    @Filter(name = "reachable")
    @SQLUpdate(sql = "update Member set mail = ?, copied = ? where id = ?")
    @NamedNativeQuery(name = "Member.mails", query = "select mail from Member")
    static class Member {
        @Id
        Long id;

        @PersonalData(purpose = Contact.class)
        String mail;

        @PersonalData(purpose = Reports.class)
        @ColumnTransformer(read = "coalesce(nick, mail)")
        String nick;

        @ColumnTransformer(write = "coalesce(?, mail)")
        String copied;

        @Generated(sql = "upper(mail)")
        String generated;

        @GeneratedColumn("mail || 'x'")
        String computed;

        @PersonalData(purpose = Contact.class)
        @ColumnTransformer(read = "upper(own)", write = "lower(?)")
        String own;

        @ManyToOne
        @JoinFormula("(select max(e.id) from Evaluation e)")
        Evaluation newest;

        @ElementCollection
        @SQLOrder("(select max(text) from Evaluation)")
        List<String> notes;

        @ElementCollection
        @MapKeyColumn(name = "label")
        @ColumnTransformer(forColumn = "label", read = "(select max(text) from Evaluation)")
        Map<String, String> labels;

        @OneToMany
        @JoinColumn(name = "group_id")
        @MapKeyColumn(name = "place")
        @ColumnTransformer(forColumn = "place", read = "mail")
        Map<String, Member> places;

        @ManyToMany
        @SQLJoinTableRestriction("exists (select 1 from Evaluation_tags t)")
        List<Member> friends;

        @ManyToMany
        @SQLRestriction("mail is not null")
        List<Member> reachable;
    }

    @Entity(name = "Pair")
    @IdClass(PairId.class)
    static class Pair {
        @Id
        Long one;

        @Id
        @ColumnTransformer(read = "(select max(text) from Evaluation)")
        String two;
    }

    record PairId(Long one, String two) {}

    @Entity(name = "Copy")
    @SQLInsert(sql = "insert into Copy (text, id) select text, ? from Evaluation where id = ?")
    @SQLDelete(sql = "delete from Copy where id = ? and exists (select 1 from Pupil_AUD)")
    @SQLSelect(sql = "select id, text from Evaluation where id = ?")
    static class Copy {
        @Id
        Long id;

        String text;
    }

    /** Nothing is wrong here. */
    @Entity(name = "Fine")
    @SQLRestriction("gone = false")
    @SQLDelete(sql = "update Fine set gone = true where id = ?")
    @NamedNativeQuery(name = "Fine.all", query = "select id from Fine")
    static class Fine {
        @Id
        Long id;

        @ColumnTransformer(read = "upper(text)")
        String text;

        @Column(name = "gone")
        boolean gone;

        @ManyToOne
        @JoinColumn(name = "member_id")
        Member member;
    }
}
