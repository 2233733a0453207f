package tino.assistant.chat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import tino.assistant.knowledge.Sources;
import tino.assistant.query.AnswerDocument;
import tino.assistant.query.Ask;
import tino.assistant.query.Assistant;
import tino.assistant.query.Tier;
import tino.language.Passage;
import tino.language.answer.Question;
import tino.web.Session;

/** {@code /assistant}: where people ask, and read what an answer cites. */
@Controller
final class ChatPage {
    /** Why a model answered, as far as people get to see it; each has the text {@code chat.reason.…}. */
    static final List<String> REASONS = List.of(
            "default",
            "premium_user",
            "free_user",
            "ab_test",
            "question_class",
            "feature_flag",
            "cost_budget",
            "latency_budget",
            "unhealthy",
            "selected",
            "fallback",
            "cache",
            "not_in_sources",
            "nothing_found");

    /** Texts {@code chat.starter.…}. */
    private static final List<Integer> STARTERS = List.of(1, 2, 3, 4, 5);

    private static final Pattern WEB = Pattern.compile("https?://.*");

    private final Assistant assistant;
    private final Sources sources;
    private final MessageSource texts;
    private final RandomGenerator random;

    ChatPage(Assistant assistant, Sources sources, MessageSource texts, RandomGenerator random) {
        this.assistant = assistant;
        this.sources = sources;
        this.texts = texts;
        this.random = random;
    }

    /** @param q asked without scripting */
    @GetMapping("/assistant")
    String chat(
            @RequestParam(required = false) @Nullable String q,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page)
            throws InterruptedException {
        String session = Session.begin(request, response, null, random);
        String asked = q == null ? null : q.strip();
        page.addAttribute("asked", asked);
        page.addAttribute("passages", sources.size());
        page.addAttribute("reasons", REASONS);
        page.addAttribute("starters", STARTERS);
        if (asked != null) {
            int length = asked.codePointCount(0, asked.length());
            if (length < Ask.SHORTEST || length > Ask.LONGEST) {
                response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
                page.addAttribute(
                        "problem",
                        texts.getMessage("chat.length", new Object[] {Ask.SHORTEST, Ask.LONGEST, length}, locale));
            } else {
                AnswerDocument answer = assistant.ask(
                        new Ask(
                                Question.of(asked),
                                Tier.FREE,
                                session,
                                Ask.DEFAULT_TOKENS,
                                Ask.DEFAULT_TEMPERATURE,
                                null),
                        _ -> {});
                page.addAttribute("answer", answer);
                page.addAttribute("pieces", Piece.of(answer.answer()));
            }
        }
        return "assistant/chat";
    }

    @GetMapping("/assistant/passages/{id}")
    String passage(@PathVariable String id, Model page) {
        Passage passage = sources.passage(id)
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.NOT_FOUND,
                        "There is no such passage; its source may have changed since it was cited."));
        page.addAttribute("passage", passage);
        page.addAttribute("document", sources.document(passage));
        page.addAttribute(
                "web", passage.url() != null && WEB.matcher(passage.url()).matches());
        return "assistant/passage";
    }
}
