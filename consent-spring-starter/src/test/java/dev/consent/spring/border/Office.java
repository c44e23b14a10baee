package dev.consent.spring.border;

import dev.consent.SubjectId;
import dev.consent.spring.ConsentSubject;
import dev.consent.spring.RequiresConsent;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What the office does, with the question on the interface. */
public interface Office {

    @RequiresConsent(purpose = Member.Magazine.class)
    String print(String title, @ConsentSubject(Member.class) @Nullable Long member);

    @RequiresConsent(purpose = Member.Magazine.class)
    String decideAndPrint(SubjectId member);

    @RequiresConsent(purpose = Member.Magazine.class, cached = true)
    CompletableFuture<String> send(SubjectId member);
}
