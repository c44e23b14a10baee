package dev.consent.catalog;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Words of English and Dutch that names of personal data are made of. */
final class PersonalWords {

    private static final Set<String> WORDS = words("""
            name forename firstname lastname surname fullname nickname maiden initials
            naam voornaam achternaam roepnaam tussenvoegsel voorletters initialen volledigenaam
            email mail phone telephone mobile cell fax skype whatsapp
            telefoon telefoonnummer mobiel mobielnummer gsm
            address street housenumber city town zip zipcode postcode postal
            adres straat huisnummer woonplaats postbus
            birth birthday birthdate dob born age birthplace
            geboorte geboortedatum geboortejaar geboorteplaats geboren leeftijd
            gender sex marital nationality geslacht burgerlijkestaat nationaliteit
            ssn passport driverslicence driverslicense identity citizen
            bsn sofinummer burgerservicenummer paspoort rijbewijs identiteit onderwijsnummer
            iban bank creditcard salary income debt benefit benefits tax
            rekening rekeningnummer salaris loon inkomen schuld uitkering toeslag
            photo picture portrait avatar video signature fingerprint
            foto pasfoto portret handtekening vingerafdruk
            religion ethnicity race church politics union
            geloof religie godsdienst afkomst etniciteit kerk vakbond
            medical medication medicine allergy allergies diagnosis disease illness health doctor disability therapy
            medisch medicijn medicijnen medicatie allergie allergieen diagnose ziekte gezondheid huisarts handicap
            beperking behandeling zorg
            father mother parent guardian spouse partner sibling emergency
            vader moeder ouder voogd verzorger echtgenoot broer zus noodcontact
            grade grades mark absence evaluation assessment behaviour behavior
            cijfer cijfers verzuim afwezigheid beoordeling gedrag
            remark remarks note notes comment comments biography bio cv resume
            opmerking opmerkingen notitie notities toelichting
            conviction offence criminal veroordeling strafblad
            latitude longitude location gps locatie
            username login ip ipaddress imei cookie useragent gebruikersnaam inlognaam licenceplate licenseplate kenteken
            """);

    private PersonalWords() {}

    private static Set<String> words(String text) {
        return Stream.of(text.strip().split("\\s+")).collect(Collectors.toUnmodifiableSet());
    }

    /** The first word in the name of an attribute that sounds personal, or {@code null}. */
    static @Nullable String in(String attribute) {
        List<String> parts = Arrays.stream(attribute
                        .replaceAll("([a-z0-9])([A-Z])", "$1 $2")
                        .replaceAll("([A-Z]+)([A-Z][a-z])", "$1 $2")
                        .toLowerCase(Locale.ROOT)
                        .split("[^a-z]+"))
                .filter(part -> !part.isEmpty())
                .toList();
        Stream<String> pairs = Stream.iterate(0, i -> i + 1)
                .limit(Math.max(0, parts.size() - 1))
                .map(i -> parts.get(i) + parts.get(i + 1));
        return Stream.concat(pairs, parts.stream())
                .filter(WORDS::contains)
                .findFirst()
                .orElse(null);
    }
}
