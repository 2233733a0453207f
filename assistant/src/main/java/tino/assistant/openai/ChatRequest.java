package tino.assistant.openai;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tino.assistant.query.Ask;
import tino.assistant.query.Tier;
import tino.language.answer.Question;
import tino.language.provider.Message;
import tools.jackson.databind.JsonNode;

/**
 * What {@code POST /v1/chat/completions} brings, as far as it means something here. What else clients send (penalties, seeds, …) is passed
 * over, as other servers of the protocol do; what would change the meaning of an answer (tools, several choices) is refused.
 *
 * @param stream piece by piece
 * @param usage likewise, with the tokens in a last piece
 */
record ChatRequest(Ask ask, String model, boolean stream, boolean usage) {
    private static final int MOST_MESSAGES = 100;
    private static final int LONGEST = 8_000;
    private static final int MOST_TOKENS = 4_096;

    ChatRequest by(Tier granted, @Nullable String known) {
        return new ChatRequest(ask.by(granted, known), model, stream, usage);
    }

    static ChatRequest read(JsonNode body) {
        if (!body.isObject()) {
            throw OpenAiFailure.invalid("body", "a JSON object is expected");
        }
        String model = body.path("model").isString() ? body.path("model").stringValue() : "";
        if (model.isEmpty()) {
            throw OpenAiFailure.invalid("model", "the id of a model is expected; GET /v1/models lists them");
        }
        if (body.path("n").asInt(1) != 1) {
            throw OpenAiFailure.invalid("n", "one choice is answered, got " + body.path("n"));
        }
        if (body.path("tools").isArray() && !body.path("tools").isEmpty()) {
            throw OpenAiFailure.invalid("tools", "answers come from the sources; tools are not called");
        }
        List<Message> messages = messages(body.path("messages"));
        Message last = messages.getLast();
        if (last.role() != Message.Role.USER) {
            throw OpenAiFailure.invalid("messages", "a question of the user is expected last");
        }
        return new ChatRequest(
                new Ask(
                        new Question(
                                last.text(),
                                messages.subList(0, messages.size() - 1).stream()
                                        // Who the assistant is and what it goes by is not the caller's to say.
                                        .filter(message -> message.role() != Message.Role.SYSTEM)
                                        .toList()),
                        model.equals(ModelNames.PREMIUM) ? Tier.PREMIUM : Tier.FREE,
                        user(body.path("user")),
                        tokens(body),
                        temperature(body.path("temperature")),
                        ModelNames.pinned(model)),
                model,
                body.path("stream").asBoolean(false),
                body.path("stream_options").path("include_usage").asBoolean(false));
    }

    private static List<Message> messages(JsonNode sent) {
        if (!sent.isArray() || sent.isEmpty() || sent.size() > MOST_MESSAGES) {
            throw OpenAiFailure.invalid("messages", "an array of 1 to " + MOST_MESSAGES + " messages is expected");
        }
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            String at = "messages[" + i + "]";
            String text = text(sent.get(i).path("content"), at);
            String role = sent.get(i).path("role").isString()
                    ? sent.get(i).path("role").stringValue()
                    : "";
            messages.add(
                    switch (role) {
                        case "user" -> Message.user(text);
                        case "assistant" -> Message.assistant(text);
                        case "system", "developer" -> Message.system(text);
                        default ->
                            throw OpenAiFailure.invalid(
                                    at + ".role", "user, assistant, system or developer is expected");
                    });
        }
        return messages;
    }

    private static String text(JsonNode content, String at) {
        StringBuilder text = new StringBuilder();
        if (content.isString()) {
            text.append(content.stringValue());
        } else if (content.isArray()) {
            for (JsonNode part : content) {
                if (!part.path("text").isString()) {
                    throw OpenAiFailure.invalid(
                            at + ".content", "parts of type text are expected, got " + part.path("type"));
                }
                text.append(part.path("text").stringValue());
            }
        }
        String said = text.toString().strip();
        if (said.isEmpty() || said.length() > LONGEST) {
            throw OpenAiFailure.invalid(
                    at + ".content", "a text of 1 to " + LONGEST + " characters is expected, got " + said.length());
        }
        return said;
    }

    private static @Nullable String user(JsonNode node) {
        return node.isString() && !node.stringValue().isBlank() ? node.stringValue() : null;
    }

    private static int tokens(JsonNode body) {
        JsonNode sent =
                body.hasNonNull("max_completion_tokens") ? body.path("max_completion_tokens") : body.path("max_tokens");
        if (sent.isMissingNode() || sent.isNull()) {
            return Ask.DEFAULT_TOKENS;
        }
        if (!sent.isIntegralNumber() || sent.longValue() < 1) {
            throw OpenAiFailure.invalid("max_tokens", "a whole number above 0 is expected, got " + sent);
        }
        return (int) Math.min(sent.longValue(), MOST_TOKENS);
    }

    private static double temperature(JsonNode sent) {
        if (sent.isMissingNode() || sent.isNull()) {
            return Ask.DEFAULT_TEMPERATURE;
        }
        double value = sent.isNumber() ? sent.doubleValue() : Double.NaN;
        if (!(value >= 0 && value <= 2)) {
            throw OpenAiFailure.invalid("temperature", "a number from 0 to 2 is expected, got " + sent);
        }
        return value;
    }
}
