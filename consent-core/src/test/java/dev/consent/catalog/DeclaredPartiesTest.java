package dev.consent.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.consent.LegalBasis;
import dev.consent.Purpose;
import dev.consent.Recipient;
import dev.consent.Recipient.Role;
import dev.consent.Source;
import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeclaredPartiesTest {

    @Test
    void readsTheRecipientsAndSourcesOfAPurpose() {
        DeclaredPurpose purpose = DeclaredPurpose.of(Progress.class);
        assertThat(purpose.recipients())
                .containsExactly(
                        new DeclaredRecipient(
                                MailingHouse.class,
                                "mailing-house",
                                "Mailing House Ltd",
                                Role.PROCESSOR,
                                "DPA-17",
                                LocalDate.of(2025, 3, 1),
                                "privacy@mailing.example",
                                Duration.ofHours(6)),
                        new DeclaredRecipient(
                                School.class,
                                "school",
                                "The school",
                                Role.RECIPIENT,
                                "",
                                null,
                                "",
                                Duration.ofHours(24)));
        assertThat(purpose.sources())
                .containsExactly(
                        new DeclaredSource(Tracking.class, "tracking", "Pupil tracking", "", Duration.ofHours(24)));
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                NoAgreement.class,
                Undated.class,
                Dated.class,
                BadDate.class,
                BadCode.class,
                NoName.class,
                NoTime.class,
                Malformed.class,
                Object.class
            })
    void namesTheCulpritAmongRecipients(Class<?> culprit) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeclaredRecipient.of(culprit))
                .withMessageStartingWith("recipient " + culprit.getName() + ": ");
    }

    @ParameterizedTest
    @ValueSource(classes = {BadSource.class, Nameless.class, Object.class})
    void namesTheCulpritAmongSources(Class<?> culprit) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeclaredSource.of(culprit))
                .withMessageStartingWith("source " + culprit.getName() + ": ");
    }

    @Purpose(
            code = "progress",
            title = "Progress",
            basis = LegalBasis.CONSENT,
            recipients = {MailingHouse.class, School.class},
            sources = Tracking.class)
    private interface Progress {}

    @Recipient(
            code = "mailing-house",
            name = "Mailing House Ltd",
            role = Role.PROCESSOR,
            agreement = "DPA-17",
            agreedOn = "2025-03-01",
            contact = "privacy@mailing.example",
            acknowledgeWithin = "PT6H")
    private interface MailingHouse {}

    @Recipient(code = "school", name = "The school", role = Role.RECIPIENT)
    private interface School {}

    @Source(code = "tracking", name = "Pupil tracking")
    private interface Tracking {}

    @Recipient(code = "a", name = "A", role = Role.JOINT_CONTROLLER)
    private interface NoAgreement {}

    @Recipient(code = "a", name = "A", role = Role.PROCESSOR, agreement = "1")
    private interface Undated {}

    @Recipient(code = "a", name = "A", role = Role.RECIPIENT, agreedOn = "2025-03-01")
    private interface Dated {}

    @Recipient(code = "a", name = "A", role = Role.PROCESSOR, agreement = "1", agreedOn = "1 March")
    private interface BadDate {}

    @Recipient(code = "A b", name = "A", role = Role.RECIPIENT)
    private interface BadCode {}

    @Recipient(code = "a", name = " ", role = Role.RECIPIENT)
    private interface NoName {}

    @Recipient(code = "a", name = "A", role = Role.RECIPIENT, acknowledgeWithin = "PT0S")
    private interface NoTime {}

    @Recipient(code = "a", name = "A", role = Role.RECIPIENT, acknowledgeWithin = "soon")
    private interface Malformed {}

    @Source(code = "", name = "A")
    private interface BadSource {}

    @Source(code = "a", name = "")
    private interface Nameless {}
}
