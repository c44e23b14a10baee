package dev.consent.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ConsentPropertiesTest {

    private static final Set<String> WITHOUT_DEFAULT =
            Set.of("consent.audiences", "consent.erasure-log.directory", "consent.erasure-log.key");

    private final ApplicationContextRunner application =
            new ApplicationContextRunner().withUserConfiguration(Properties.class);

    @Test
    void haveDefaultsThatKeepThePromises() {
        application.run(context -> assertThat(context.getBean(ConsentProperties.class))
                .isEqualTo(new ConsentProperties(
                        new ConsentProperties.Sweep(true, Duration.ofMinutes(15), Duration.ofMinutes(1), 1, 20_000),
                        new ConsentProperties.Copies(true, Duration.ofSeconds(30)),
                        new ConsentProperties.Expiry(true, Duration.ofSeconds(15)),
                        new ConsentProperties.Stamps(true, Duration.ofHours(24)),
                        List.of())));
    }

    @Test
    void areReadFromTheEnvironment() {
        application
                .withPropertyValues(
                        "consent.sweep.enabled=false",
                        "consent.sweep.interval=90s",
                        "consent.sweep.initial-delay=0",
                        "consent.sweep.pace=0.25",
                        "consent.sweep.rows-per-transaction=50000",
                        "consent.copies.enabled=false",
                        "consent.copies.interval=2m",
                        "consent.expiry.enabled=false",
                        "consent.expiry.interval=PT1S",
                        "consent.stamps.enabled=false",
                        "consent.stamps.interval=2d")
                .run(context -> assertThat(context.getBean(ConsentProperties.class))
                        .isEqualTo(new ConsentProperties(
                                new ConsentProperties.Sweep(false, Duration.ofSeconds(90), Duration.ZERO, 0.25, 50_000),
                                new ConsentProperties.Copies(false, Duration.ofMinutes(2)),
                                new ConsentProperties.Expiry(false, Duration.ofSeconds(1)),
                                new ConsentProperties.Stamps(false, Duration.ofDays(2)),
                                List.of())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "consent.sweep.interval=0",
                "consent.sweep.interval=-15m",
                "consent.sweep.initial-delay=-1s",
                "consent.sweep.pace=0",
                "consent.sweep.pace=1.5",
                "consent.sweep.rows-per-transaction=999",
                "consent.copies.interval=0s",
                "consent.expiry.interval=0s",
                "consent.stamps.interval=0h"
            })
    void nameTheCulpritWhenTheyMakeNoSense(String property) {
        String name = property.substring(0, property.indexOf('='));
        application
                .withPropertyValues(property)
                .run(context -> assertThat(context.getStartupFailure())
                        .hasRootCauseInstanceOf(InvalidConfigurationPropertyValueException.class)
                        .rootCause()
                        .hasMessageContaining(name));
    }

    @Test
    void areDescribedToEditors() throws IOException {
        JsonNode metadata;
        try (var json = new ClassPathResource("META-INF/spring-configuration-metadata.json").getInputStream()) {
            metadata = JsonMapper.shared().readTree(json);
        }
        assertThat(metadata.get("properties")).hasSize(19).allSatisfy(property -> {
            String name = property.get("name").asString();
            assertThat(name).startsWith("consent.");
            assertThat(property.get("description").asString()).endsWith(".");
            assertThat(property.has("defaultValue")).isNotEqualTo(WITHOUT_DEFAULT.contains(name));
        });
    }

    @EnableConfigurationProperties(ConsentProperties.class)
    static class Properties {}
}
