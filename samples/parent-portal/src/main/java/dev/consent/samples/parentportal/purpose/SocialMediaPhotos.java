package dev.consent.samples.parentportal.purpose;

import dev.consent.GuardianRule;
import dev.consent.LegalBasis;
import dev.consent.Purpose;

/** Showing photos to everybody. Rests on the consent to be photographed at all, and both parents have to agree. */
@Purpose(
        code = "social-media-photos",
        title = "Photos on social media",
        basis = LegalBasis.CONSENT,
        requires = GroupPhotos.class,
        guardians = GuardianRule.ALL)
public interface SocialMediaPhotos {}
