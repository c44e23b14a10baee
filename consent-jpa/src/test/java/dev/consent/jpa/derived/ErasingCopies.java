package dev.consent.jpa.derived;

import dev.consent.erasure.DerivedDataHandler;
import dev.consent.erasure.ErasedOriginals;
import dev.consent.jpa.derived.Blog.SearchIndex;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A process of its own that has erased copies, and is killed before it can say so. */
public final class ErasingCopies {

    static final String ERASED = "erased the copies";

    private ErasingCopies() {}

    /** What the process does. */
    public static void main(String[] arguments) {
        try (Blog blog = new Blog(arguments[0], Map.of("hibernate.hbm2ddl.auto", "none"))) {
            blog.clock.advance(Duration.ofHours(13));
            blog.consent.erasure().copies().erase(List.of(new DerivedDataHandler() {
                @Override
                public Class<?> data() {
                    return SearchIndex.class;
                }

                @Override
                public void erase(ErasedOriginals gone) throws InterruptedException {
                    System.out.println(ERASED);
                    Thread.sleep(Duration.ofMinutes(10).toMillis());
                }
            }));
        }
    }
}
