package dev.consent.samples.parentportal;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;

/** The whole application with a part of its families. The tests share one, because filling it takes a while. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.datasource.url=jdbc:h2:mem:story;DB_CLOSE_DELAY=-1",
            "consent.sweep.enabled=false",
            "consent.notices.interval=1s",
            "portal.families=160",
            "portal.tracking-port=0"
        })
@AutoConfigureMockMvc
@interface PortalTest {}
