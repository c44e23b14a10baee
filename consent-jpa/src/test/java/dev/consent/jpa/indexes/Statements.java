package dev.consent.jpa.indexes;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/** Listens to what Hibernate sends to the database, word for word. */
final class Statements {

    private Statements() {}

    static List<String> during(Supplier<?> work) {
        Logger logger = (Logger) LoggerFactory.getLogger("org.hibernate.SQL");
        Level before = logger.getLevel();
        boolean additive = logger.isAdditive();
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        logger.addAppender(appender);
        logger.setLevel(Level.DEBUG);
        logger.setAdditive(false);
        try {
            work.get();
        } finally {
            logger.detachAppender(appender);
            logger.setLevel(before);
            logger.setAdditive(additive);
        }
        return appender.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
