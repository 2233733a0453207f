package tino.assistant.query;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tino.language.Passage;
import tino.language.answer.Answer;
import tino.language.answer.Answering;
import tino.language.answer.Citation;
import tino.language.route.NoSuchModel;
import tino.language.route.RoutingFailed;
import tino.lifecycle.event.Answered;
import tino.lifecycle.event.DecisionId;
import tino.lifecycle.event.Event;
import tino.lifecycle.event.EventLog;
import tino.lifecycle.event.Pseudonyms;
import tino.web.Unprocessable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers, and writes down what was answered before anybody hears the end of it. */
public final class Assistant {
    /** As whom it stands in the log. */
    public static final String MODEL = "assistant";

    static final String ANSWER = "answer";
    static final String UP = "thumbs_up";
    static final String DOWN = "thumbs_down";

    private final Answering answering;
    private final EventLog log;
    private final AnswerLog answers;
    private final Pseudonyms pseudonyms;
    private final Choice choice;
    private final InstantSource clock;
    private final RandomGenerator random;

    public Assistant(
            Answering answering,
            EventLog log,
            AnswerLog answers,
            Pseudonyms pseudonyms,
            Choice choice,
            InstantSource clock,
            RandomGenerator random) {
        this.answering = answering;
        this.log = log;
        this.answers = answers;
        this.pseudonyms = pseudonyms;
        this.choice = choice;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Answers.
     *
     * @param pieces is handed the answer piece by piece; the citations are known at the end
     * @throws InterruptedException if the thread that asks was interrupted
     */
    public AnswerDocument ask(Ask ask, Consumer<String> pieces) throws InterruptedException {
        long start = System.nanoTime();
        Instant now = clock.instant();
        UUID id = DecisionId.next(clock, random);
        @Nullable String subject = ask.user() == null ? null : pseudonyms.of(ask.user());
        Answer answer = answer(ask, subject, pieces);
        double seconds = (System.nanoTime() - start) / 1e9;
        log.append(List.of(new Event(
                UUID.randomUUID(),
                ANSWER,
                now,
                id,
                subject,
                null,
                body(ask, answer, seconds),
                new Answered(MODEL, null, answer.arm(), micros(seconds)))));
        return document(id, now, ask, answer, seconds);
    }

    private Answer answer(Ask ask, @Nullable String subject, Consumer<String> pieces) throws InterruptedException {
        try {
            return answering.answer(
                    ask.question(),
                    new Answering.Terms(
                            ask.tier().word(),
                            subject,
                            ask.maxTokens(),
                            ask.temperature(),
                            ask.model() == null ? choice.model(ask.tier()).orElse(null) : ask.model()),
                    pieces);
        } catch (NoSuchModel e) {
            throw new Unprocessable("model", Objects.requireNonNullElse(e.getMessage(), "no such model"));
        } catch (RoutingFailed e) {
            throw Failures.of(e, clock);
        }
    }

    private static int micros(double seconds) {
        return (int) Math.min(Integer.MAX_VALUE, seconds * TimeUnit.SECONDS.toMicros(1));
    }

    /** What was answered to a question; empty if there is none of that id. */
    Optional<AnswerDocument> find(UUID id) {
        return answers.find(id).map(Assistant::document);
    }

    /** @return whether there is such a question */
    boolean rate(UUID id, boolean liked, @Nullable String comment) {
        if (id.version() != 7) {
            return false;
        }
        Event answered = log.find(id, ANSWER).orElse(null);
        if (answered == null) {
            return false;
        }
        ObjectNode body = JsonMapper.shared().createObjectNode();
        if (comment != null && !comment.isEmpty()) {
            body.put("comment", comment);
        }
        log.append(List.of(
                new Event(UUID.randomUUID(), liked ? UP : DOWN, clock.instant(), id, answered.subject(), null, body)));
        return true;
    }

    private static ObjectNode body(Ask ask, Answer answer, double seconds) {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.put("question", ask.question().text());
        if (!answer.condensed().equals(ask.question().text())) {
            body.put("condensed", answer.condensed());
        }
        body.put("tier", ask.tier().word());
        body.put("answer", answer.text());
        body.put("provider", answer.provider());
        body.put("model", answer.model());
        body.put("reason", answer.reason());
        body.put("cost", answer.cost());
        body.put("refused", answer.refused());
        body.put("cached", answer.cached());
        body.put("answerable", Math.round(answer.answerable() * 1e4) / 1e4);
        body.put("latency_ms", Math.round(seconds * 1e6) / 1e3);
        body.put("prompt_tokens", answer.usage().promptTokens());
        body.put("completion_tokens", answer.usage().completionTokens());
        if (answer.arm() != null) {
            body.put("arm", answer.arm());
        }
        ArrayNode citations = body.putArray("citations");
        for (Citation citation : answer.citations()) {
            Passage passage = citation.passage();
            ObjectNode source = citations.addObject();
            source.put("number", citation.number());
            source.put("passage", passage.id());
            source.put("source", passage.source());
            source.put("title", passage.title());
            source.put("section", passage.section());
            source.put("url", passage.url());
            source.put("text", passage.text());
        }
        ArrayNode retrieved = body.putArray("retrieved");
        answer.retrieved().forEach(found -> retrieved.add(found.passage().id()));
        return body;
    }

    private static AnswerDocument document(UUID id, Instant at, Ask ask, Answer answer, double seconds) {
        return new AnswerDocument(
                id,
                id,
                answer.text(),
                answer.provider(),
                answer.model(),
                seconds,
                answer.reason(),
                answer.cost(),
                true,
                at,
                answer.refused(),
                answer.cached(),
                answer.citations().stream()
                        .map(citation -> source(citation.number(), citation.passage()))
                        .toList(),
                new AnswerDocument.Usage(
                        answer.usage().promptTokens(),
                        answer.usage().completionTokens(),
                        answer.usage().totalTokens()),
                null,
                ask.tier(),
                null);
    }

    private static AnswerDocument.Source source(int number, Passage passage) {
        return new AnswerDocument.Source(
                number,
                passage.id(),
                passage.source(),
                passage.title(),
                passage.section(),
                passage.url(),
                passage.text());
    }

    private static AnswerDocument document(AnswerLog.Stored stored) {
        JsonNode body = stored.body();
        List<AnswerDocument.Source> sources = new ArrayList<>();
        for (JsonNode source : body.path("citations")) {
            sources.add(new AnswerDocument.Source(
                    source.path("number").intValue(),
                    source.path("passage").stringValue(""),
                    source.path("source").stringValue(""),
                    source.path("title").stringValue(""),
                    source.path("section").stringValue(""),
                    source.path("url").isString() ? source.path("url").stringValue() : null,
                    source.path("text").stringValue("")));
        }
        int prompt = body.path("prompt_tokens").asInt(0);
        int completion = body.path("completion_tokens").asInt(0);
        return new AnswerDocument(
                stored.id(),
                stored.id(),
                body.path("answer").stringValue(""),
                body.path("provider").stringValue(""),
                body.path("model").stringValue(""),
                body.path("latency_ms").asDouble(0) / 1e3,
                body.path("reason").stringValue(""),
                body.path("cost").asDouble(0),
                true,
                stored.at(),
                body.path("refused").asBoolean(false),
                body.path("cached").asBoolean(false),
                sources,
                new AnswerDocument.Usage(prompt, completion, prompt + completion),
                body.path("question").stringValue(""),
                Tier.of(body.path("tier").stringValue("")).orElse(Tier.FREE),
                stored.liked() == null ? null : stored.liked() ? "up" : "down");
    }
}
