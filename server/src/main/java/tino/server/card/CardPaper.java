package tino.server.card;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.MessageSource;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;
import tino.server.Build;
import tino.server.page.Writing;

/** Writes a card as one HTML file that needs nothing else: well-formed, its drawings SVG, its style within. */
public final class CardPaper {
    private final SpringTemplateEngine engine;
    private final ZoneId zone;
    private final String style;

    /** @param texts of all modules @param zone whose clock times are told by */
    public CardPaper(MessageSource texts, ZoneId zone) {
        ClassLoaderTemplateResolver templates = new ClassLoaderTemplateResolver();
        templates.setPrefix("templates/");
        templates.setSuffix(".html");
        templates.setTemplateMode(TemplateMode.HTML);
        templates.setCharacterEncoding("UTF-8");
        this.engine = new SpringTemplateEngine();
        this.engine.setTemplateResolver(templates);
        this.engine.setTemplateEngineMessageSource(texts);
        this.zone = zone;
        this.style = resource("/static/assets/card.css");
    }

    public String html(ModelCard card, Locale language) {
        Context context = new Context(
                language,
                Map.of(
                        "card",
                        card,
                        "sections",
                        ModelCard.SECTIONS,
                        "write",
                        new Writing(language, zone),
                        "style",
                        style,
                        "language",
                        language.toLanguageTag(),
                        "program",
                        program()));
        return engine.process("card/file", context);
    }

    static String program() {
        return Build.version() + " (" + Build.commit() + ")";
    }

    private static String resource(String name) {
        try (InputStream in = CardPaper.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The class path has no " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
