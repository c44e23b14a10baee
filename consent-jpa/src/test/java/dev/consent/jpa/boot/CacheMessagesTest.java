package dev.consent.jpa.boot;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.consent.PersonalData;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Reports;
import jakarta.persistence.Cacheable;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.NaturalId;
import org.hibernate.annotations.NaturalIdCache;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Whoever reads that a cache was switched off looks for it, and should find it. */
class CacheMessagesTest {

    private static final Map<String, Object> CACHES = Map.of(
            "hibernate.cache.use_second_level_cache",
            "true",
            "hibernate.cache.use_query_cache",
            "true",
            "hibernate.cache.region.factory_class",
            "jcache",
            "hibernate.cache.region_prefix",
            UUID.randomUUID().toString(),
            "hibernate.javax.cache.provider",
            "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider",
            "hibernate.javax.cache.missing_cache_strategy",
            "create");

    private static final Map<String, Object> WITHOUT =
            Map.of("hibernate.cache.use_second_level_cache", "false", "hibernate.cache.use_query_cache", "false");

    @Entity(name = "Kept")
    @Cacheable
    @PersonalData(purpose = Reports.class, subject = "pupil")
    static class Kept {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne
        Pupil pupil;
    }

    @Entity(name = "Numbered")
    @NaturalIdCache
    @PersonalData(purpose = Reports.class, subject = "pupil")
    static class Numbered {
        @Id
        @GeneratedValue
        Long id;

        @NaturalId
        String number;

        @ManyToOne
        Pupil pupil;
    }

    /** Where there is a cache, the unit is never closed: that would close the caches of others in this process. */
    private static List<String> heard(Map<String, Object> settings, Class<?>... more) {
        ListAppender<ILoggingEvent> heard = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger("dev.consent.jpa.hibernate");
        heard.start();
        logger.addAppender(heard);
        try {
            School school = new School(TestDatabase.H2, settings, List.of(more));
            if (settings == WITHOUT) {
                school.close();
            }
        } finally {
            logger.detachAppender(heard);
        }
        List<String> messages = new ArrayList<>();
        heard.list.forEach(event -> messages.add(event.getFormattedMessage()));
        return messages;
    }

    @Test
    void whatIsNeverCachedIsNotNamed() {
        assertThat(heard(CACHES))
                .containsExactly(
                        "Switched off hibernate.cache.use_query_cache: a cached result would outlive a withdrawal");
    }

    @Test
    void whatWouldBeCachedIsNamed() {
        assertThat(heard(CACHES, Kept.class, Numbered.class))
                .contains("Switched off the second-level cache, which knows nothing of consent, for ["
                        + Kept.class.getName() + ", " + Numbered.class.getName() + "]");
    }

    @Test
    void whereThereIsNoCacheNothingIsSaid() {
        assertThat(heard(WITHOUT, Kept.class, Numbered.class)).isEmpty();
    }
}
