package dev.consent.jpa.document;

import java.text.MessageFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** The words of documents in one language: English, or Dutch. */
public final class Texts {

    private final ResourceBundle bundle;
    private final Locale locale;

    private Texts(ResourceBundle bundle, Locale locale) {
        this.bundle = bundle;
        this.locale = locale;
    }

    /** The words in this language, and in English when there are none. */
    public static Texts in(Locale locale) {
        ResourceBundle bundle = ResourceBundle.getBundle(
                Texts.class.getPackageName() + ".texts",
                locale,
                Texts.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        Locale found = bundle.getLocale();
        return new Texts(bundle, found.getLanguage().isEmpty() ? Locale.ENGLISH : found);
    }

    /** The language of the words, as an IETF BCP 47 tag. */
    public String language() {
        return locale.toLanguageTag();
    }

    /** A text with its values in place. */
    public String of(String key, Object... values) {
        String pattern = bundle.getString(key);
        return values.length == 0 ? pattern : new MessageFormat(pattern, locale).format(values);
    }

    /** The word for a constant, such as {@code DataCategory.HEALTH}; its name where there is none. */
    public String of(Enum<?> constant) {
        try {
            return bundle.getString(constant.getDeclaringClass().getSimpleName() + "." + constant.name());
        } catch (MissingResourceException wordless) {
            return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** A length of time in words, if it is a whole number of hours, and else as ISO 8601 writes it. */
    public String of(Duration length) {
        boolean whole = length.toHours() > 0 && length.equals(Duration.ofHours(length.toHours()));
        return whole ? of("duration.hours", length.toHours()) : length.toString();
    }

    /** A moment as people read it, or nothing. Universal time is called that, because nobody expects it. */
    public String of(@Nullable Instant moment, ZoneId zone) {
        return moment == null
                ? ""
                : DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                                .withLocale(locale)
                                .format(moment.atZone(zone))
                        + (zone.equals(ZoneOffset.UTC) ? " UTC" : "");
    }
}
