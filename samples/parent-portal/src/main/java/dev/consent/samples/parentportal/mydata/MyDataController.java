package dev.consent.samples.parentportal.mydata;

import dev.consent.SubjectId;
import dev.consent.jpa.Consent;
import dev.consent.samples.parentportal.login.Access;
import dev.consent.samples.parentportal.login.Visitor;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** What a family can take home. */
@Controller
@RequestMapping("/family/{id}")
class MyDataController {

    /** The documents of consent stand by themselves: they load nothing, and bring their own style. */
    private static final String DOCUMENT = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

    private final Access access;
    private final Consent consent;

    MyDataController(Access access, Consent consent) {
        this.access = access;
        this.consent = consent;
    }

    /** Everything that is held about the child. Reading what is hidden leaves a trace, so it is no link to follow. */
    @PostMapping("/data.zip")
    void data(
            @AuthenticationPrincipal Visitor visitor,
            @PathVariable Long id,
            Locale language,
            HttpServletResponse response)
            throws IOException {
        SubjectId child = access.child(visitor, id).subject();
        response.setContentType("application/zip");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"data.zip\"");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        consent.export(child, "access request of the family on its own page", response.getOutputStream(), language);
    }

    /** The proof of what was decided about the child. */
    @GetMapping("/receipt")
    ResponseEntity<String> receipt(@AuthenticationPrincipal Visitor visitor, @PathVariable Long id, Locale language) {
        SubjectId child = access.child(visitor, id).subject();
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/html;charset=UTF-8"))
                .header("Content-Security-Policy", DOCUMENT)
                .body(consent.receipt(child).html(language));
    }
}
