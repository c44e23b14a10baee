package dev.consent.samples.parentportal.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.util.WebUtils;

/** Dutch or English, nothing else: the one that was chosen, or else the one the browser asks for first. */
final class TwoLanguages implements LocaleResolver {

    static final Locale DUTCH = Locale.forLanguageTag("nl");

    private static final String COOKIE = "language";
    private static final String CHOSEN = TwoLanguages.class.getName();

    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        if (request.getAttribute(CHOSEN) instanceof Locale chosen) {
            return chosen;
        }
        var cookie = WebUtils.getCookie(request, COOKIE);
        return cookie != null
                ? supported(cookie.getValue())
                : supported(request.getLocale().getLanguage());
    }

    @Override
    public void setLocale(HttpServletRequest request, @Nullable HttpServletResponse response, @Nullable Locale locale) {
        Locale chosen = supported(locale == null ? "" : locale.getLanguage());
        request.setAttribute(CHOSEN, chosen);
        if (response != null) {
            ResponseCookie cookie = ResponseCookie.from(COOKIE, chosen.getLanguage())
                    .path("/")
                    .httpOnly(true)
                    .sameSite("Lax")
                    .build();
            response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
        }
    }

    private static Locale supported(String language) {
        return language.equals(DUTCH.getLanguage()) ? DUTCH : Locale.ENGLISH;
    }
}
