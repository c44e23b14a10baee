package dev.consent.spring.border;

import dev.consent.notice.Notice;
import dev.consent.notice.NoticeHandler;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.stereotype.Component;

@SpringBootApplication
@EnableAsync
public class BorderApplication {

    @Bean
    Office office() {
        return new OfficeByPost();
    }

    /** Speaks to the printer, who acknowledges at once. */
    @Component
    static class Courier implements NoticeHandler {

        final List<Notice> carried = new CopyOnWriteArrayList<>();

        @Override
        public Class<?> party() {
            return Member.Printer.class;
        }

        @Override
        public Delivery deliver(Notice notice) {
            carried.add(notice);
            return Delivery.ACKNOWLEDGED;
        }
    }
}
