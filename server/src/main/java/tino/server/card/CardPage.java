package tino.server.card;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tino.lifecycle.registry.Registry;

/** {@code /console/models/card}: the card of a version, as a page, as one file, and as PDF. */
@Controller
final class CardPage {
    private static final int LONGEST = 5_000;

    private final ModelCards cards;
    private final CardPaper paper;
    private final Registry registry;

    CardPage(ModelCards cards, CardPaper paper, Registry registry) {
        this.cards = cards;
        this.paper = paper;
        this.registry = registry;
    }

    @GetMapping("/console/models/card")
    String card(@RequestParam String model, @RequestParam int version, Locale locale, Model page) {
        page.addAttribute("card", get(model, version));
        page.addAttribute("sections", ModelCard.SECTIONS);
        page.addAttribute("language", locale.toLanguageTag());
        page.addAttribute("program", CardPaper.program());
        return "card/page";
    }

    /** Writes on the card in the language of the page, or takes away what stands there. */
    @PostMapping("/console/models/card")
    String write(
            @RequestParam String model,
            @RequestParam int version,
            @RequestParam String section,
            @RequestParam(defaultValue = "") String text,
            Locale locale,
            RedirectAttributes next) {
        if (registry.version(model, version).isEmpty()) {
            throw missing(model, version);
        }
        if (!ModelCard.SECTIONS.contains(section) || text.length() > LONGEST) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST,
                    "Expected one of the sections " + ModelCard.SECTIONS + " and at most " + LONGEST
                            + " characters, got '" + section + "' and " + text.length() + ".");
        }
        String tag = ModelCard.tag(section, locale.getLanguage());
        if (text.isBlank()) {
            registry.removeTag(model, version, tag);
        } else {
            registry.tag(model, version, tag, text.strip());
        }
        next.addFlashAttribute("done", "saved");
        next.addAttribute("model", model);
        next.addAttribute("version", version);
        return "redirect:/console/models/card";
    }

    @GetMapping("/console/models/card.html")
    ResponseEntity<byte[]> html(@RequestParam String model, @RequestParam int version, Locale locale) {
        byte[] html = paper.html(get(model, version), locale).getBytes(StandardCharsets.UTF_8);
        return file(html, new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8), model, version, "html");
    }

    @GetMapping("/console/models/card.pdf")
    ResponseEntity<byte[]> pdf(@RequestParam String model, @RequestParam int version, Locale locale) {
        byte[] pdf = CardPdf.of(paper.html(get(model, version), locale));
        return file(pdf, MediaType.APPLICATION_PDF, model, version, "pdf");
    }

    private ModelCard get(String model, int version) {
        return cards.of(model, version).orElseThrow(() -> missing(model, version));
    }

    private static ResponseStatusException missing(String model, int version) {
        return new ResponseStatusException(
                HttpStatus.NOT_FOUND, "There is no version " + version + " of a model " + model + ".");
    }

    private static ResponseEntity<byte[]> file(byte[] content, MediaType type, String model, int version, String end) {
        ContentDisposition attached = ContentDisposition.attachment()
                .filename(model + "-" + version + "." + end, StandardCharsets.UTF_8)
                .build();
        return ResponseEntity.ok()
                .contentType(type)
                .header(HttpHeaders.CONTENT_DISPOSITION, attached.toString())
                .body(content);
    }
}
