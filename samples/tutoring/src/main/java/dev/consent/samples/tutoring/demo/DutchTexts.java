package dev.consent.samples.tutoring.demo;

import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Sentences a coach might write, mixed. The families read Dutch, so the data is Dutch in both languages of the pages. */
final class DutchTexts {

    private static final Locale DUTCH = Locale.forLanguageTag("nl-NL");

    private static final List<String> OPENINGS = List.of(
            "%s heeft deze periode hard gewerkt en komt steeds met een gevulde agenda binnen.",
            "Het was voor %s een wisselende periode, met een sterke start en een moeilijker einde.",
            "%s zit lekker in het vel en dat merken we aan de werkhouding.",
            "We zien dat %s zelfstandiger wordt: het huiswerk is vaak al verdeeld voordat we beginnen.",
            "%s had deze periode moeite om op gang te komen na de vakantie.",
            "Met %s gaat het goed; de cijfers laten een rustige, stijgende lijn zien.",
            "%s heeft een flinke stap gezet in het plannen van grotere opdrachten.",
            "De concentratie van %s wisselt nog, vooral aan het einde van de middag.",
            "%s is een prettige leerling die anderen graag verder helpt.",
            "Voor %s stond deze periode in het teken van de toetsweek.",
            "%s heeft de achterstand van vorig jaar bijna helemaal ingehaald.",
            "We hebben met %s vooral gewerkt aan vertrouwen: fouten maken mag.");

    private static final List<String> MIDDLES = List.of(
            "Bij wiskunde zijn de onvoldoendes opgehaald door elke week één paragraaf te herhalen.",
            "Woordjes leren gaat beter sinds we met kaartjes en korte herhaling werken.",
            "Engels blijft een sterk vak; het laatste leesverslag was heel verzorgd.",
            "Bij natuurkunde helpt het om eerst een schets te maken en dan pas te rekenen.",
            "Het samenvatten van geschiedenis kost nog veel tijd, dus daar blijven we op oefenen.",
            "De toetsen worden nu een week van tevoren gepland in plaats van de avond ervoor.",
            "Frans vraagt aandacht: de werkwoorden zitten er nog niet goed in.",
            "Het maken van een weekplanning gaat inmiddels zonder hulp.",
            "Bij economie is het inzicht er, maar worden de vragen te snel gelezen.",
            "De spreekbeurt voor Nederlands was goed voorbereid en werd met een acht beloond.",
            "Scheikunde was lastig, maar na extra uitleg over de mol kwam het begrip.",
            "De telefoon blijft tijdens het leren in de tas, en dat scheelt een hoop.");

    private static final List<String> ENDINGS = List.of(
            "Voor de komende periode spreken we af om twee keer per week hardop te overhoren.",
            "Ons advies is om thuis samen op zondag kort de week door te nemen.",
            "We stellen voor om het derde uur in de toetsweek te houden.",
            "Het doel voor volgende periode: geen enkele onvoldoende op het rapport.",
            "We blijven letten op pauzes en een vaste plek om te werken.",
            "Graag houden we dit vast, want dit is precies de goede weg.",
            "We zouden het fijn vinden als er thuis meer rust is rond het leren.",
            "Volgende periode bouwen we de begeleiding af naar één middag per week.",
            "Samen met de docent kijken we of extra tijd bij toetsen helpt.",
            "Een compliment is op zijn plaats: dit is mooi vooruitgegaan.");

    private static final List<String> TOPICS = List.of(
            "Wiskunde: vergelijkingen oplossen",
            "Engels: leesvaardigheid",
            "Plannen van de toetsweek",
            "Frans: onregelmatige werkwoorden",
            "Natuurkunde: krachten tekenen",
            "Nederlands: betoog schrijven",
            "Economie: vraag en aanbod",
            "Geschiedenis: samenvatten",
            "Biologie: de cel",
            "Aardrijkskunde: kaartlezen");

    private DutchTexts() {}

    static String evaluation(String givenName, Random random) {
        int first = random.nextInt(MIDDLES.size());
        int second = (first + 1 + random.nextInt(MIDDLES.size() - 1)) % MIDDLES.size();
        return String.format(DUTCH, pick(OPENINGS, random), givenName)
                + " " + MIDDLES.get(first)
                + " " + MIDDLES.get(second)
                + " " + pick(ENDINGS, random);
    }

    static String topic(Random random) {
        return pick(TOPICS, random);
    }

    static String invoice(LocalDate until) {
        return "Huiswerkbegeleiding "
                + until.minusMonths(3).getMonth().getDisplayName(TextStyle.FULL, DUTCH)
                + " t/m "
                + until.minusMonths(1).getMonth().getDisplayName(TextStyle.FULL, DUTCH)
                + " "
                + until.minusMonths(1).getYear();
    }

    private static String pick(List<String> sentences, Random random) {
        return sentences.get(random.nextInt(sentences.size()));
    }
}
