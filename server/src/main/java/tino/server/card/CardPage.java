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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** {@code /console/models/card}: the card of a version, as a page, as one file, and as PDF. */
@Controller
final class CardPage {
    private final ModelCards cards;
    private final CardPaper paper;

    CardPage(ModelCards cards, CardPaper paper) {
        this.cards = cards;
        this.paper = paper;
    }

    @GetMapping("/console/models/card")
    String card(@RequestParam String model, @RequestParam int version, Locale locale, Model page) {
        page.addAttribute("card", get(model, version));
        page.addAttribute("sections", ModelCard.SECTIONS);
        page.addAttribute("language", locale.toLanguageTag());
        page.addAttribute("program", CardPaper.program());
        return "card/page";
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
        return cards.of(model, version)
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.NOT_FOUND, "There is no version " + version + " of a model " + model + "."));
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
