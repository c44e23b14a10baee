package dev.consent.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.consent.jpa.mapping.ConsentMappingException;
import dev.consent.spring.broken.BrokenApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class ConsentMappingFailureAnalyzerTest {

    @Test
    void saysWhichMappingToChangeInsteadOfShowingAStackTrace(CapturedOutput output) {
        assertThatThrownBy(() -> new SpringApplicationBuilder(BrokenApplication.class)
                        .web(WebApplicationType.NONE)
                        .properties("spring.datasource.url=jdbc:h2:mem:broken")
                        .run())
                .hasStackTraceContaining(ConsentMappingException.class.getName());

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("Personal data is mapped in a way that cannot be protected")
                .contains("Visitor")
                .contains("shoeSize")
                .contains("Change the mappings as described.");
    }
}
