package dev.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordingTest {

    private static final Locale DUTCH = Locale.forLanguageTag("nl-NL");

    /** The digest is proof for years, so it is compared with the published one of a known text. */
    @Test
    void keepsTheSha256DigestOfTheText() {
        assertThat(Wording.of("1", DUTCH, "abc"))
                .isEqualTo(
                        new Wording("1", "nl-NL", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    }

    @Test
    void readsTheTextAsUtf8WhateverThePlatformPrefers() {
        assertThat(Wording.of("1", DUTCH, "é").sha256())
                .isEqualTo("4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c");
    }

    @Test
    void tellsTextsApartThatDifferInOneSign() {
        assertThat(Wording.of("1", DUTCH, "Yes.")).isNotEqualTo(Wording.of("1", DUTCH, "Yes!"));
    }

    @Test
    void leavesTheTextOutOfItsText() {
        assertThat(Wording.of("1", DUTCH, "We mail you.").toString()).doesNotContain("mail");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "vvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvv"})
    void refusesAVersionThatCannotBeStored(String version) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Wording.of(version, DUTCH, "text"))
                .withMessageContaining("version");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nl_NL", "und", "!", "de-DE-1996-x-aaaaaaaa-bbbbbbbb-cccccccc"})
    void refusesWhatIsNoLanguage(String language) {
        String digest = Wording.of("1", DUTCH, "text").sha256();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Wording("1", language, digest))
                .withMessageContaining("language");
    }

    @Test
    void refusesALocaleWithoutLanguage() {
        assertThatIllegalArgumentException().isThrownBy(() -> Wording.of("1", Locale.ROOT, "text"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD"})
    void refusesWhatIsNoDigest(String digest) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Wording("1", "nl", digest))
                .withMessageContaining("digest");
    }

    @Test
    void refusesAVersionWithControlCharacters() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Wording.of("1\0", Locale.ENGLISH, "May we?"))
                .withMessageContaining("control characters");
    }
}
