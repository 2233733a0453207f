package tino.assistant.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tino.language.answer.Question;
import tino.language.provider.Message;
import tino.web.Unprocessable;
import tino.web.Unprocessable.Fault;
import tools.jackson.databind.JsonNode;

/**
 * A question as it was asked.
 *
 * @param question with what was said before
 * @param tier of who asks
 * @param user of the caller's own users, {@code null} where nobody is named; kept as pseudonym only
 * @param maxTokens most tokens of the answer, 50 to 2000
 * @param temperature 0 to 1
 * @param model {@code provider} or {@code provider/model} that shall answer, {@code null}: whichever the policy takes
 */
public record Ask(
        Question question,
        Tier tier,
        @Nullable String user,
        int maxTokens,
        double temperature,
        @Nullable String model) {
    public static final int SHORTEST = 3;
    public static final int LONGEST = 500;
    public static final int DEFAULT_TOKENS = 500;
    public static final double DEFAULT_TEMPERATURE = 0.7;
    static final int FEWEST_TOKENS = 50;
    static final int MOST_TOKENS = 2000;
    private static final int MOST_TURNS = 20;
    private static final int LONGEST_TURN = 8_000;
    private static final int LONGEST_NAME = 200;

    private static final String QUESTION = "question";
    private static final String TIER = "user_tier";
    private static final String USER = "user_id";
    private static final String TOKENS = "max_tokens";
    private static final String TEMPERATURE = "temperature";
    private static final String HISTORY = "history";
    private static final String MODEL = "model";
    private static final Set<String> FIELDS = Set.of(QUESTION, TIER, USER, TOKENS, TEMPERATURE, HISTORY, MODEL);

    /** The same, asked by whoever the server says it is. @param known {@code null}: whom the question names */
    public Ask by(Tier granted, @Nullable String known) {
        return new Ask(question, granted, known == null ? user : known, maxTokens, temperature, model);
    }

    /** @throws Unprocessable if it is no question; all faults are named */
    static Ask read(JsonNode body) {
        if (!body.isObject()) {
            throw new Unprocessable("body", "a JSON object with " + QUESTION + " is expected, got " + kind(body));
        }
        List<Fault> faults = new ArrayList<>();
        for (String field : body.propertyNames()) {
            if (!FIELDS.contains(field)) {
                faults.add(new Fault(
                        shown(field),
                        "no field of that name; there are "
                                + FIELDS.stream().sorted().toList()));
            }
        }
        String text = question(body.path(QUESTION), faults);
        Tier tier = tier(body.path(TIER), faults);
        String user = user(body.path(USER), faults);
        int tokens = (int) number(body.path(TOKENS), TOKENS, DEFAULT_TOKENS, FEWEST_TOKENS, MOST_TOKENS, true, faults);
        double temperature = number(body.path(TEMPERATURE), TEMPERATURE, DEFAULT_TEMPERATURE, 0, 1, false, faults);
        List<Message> history = history(body.path(HISTORY), faults);
        String model = text(body.path(MODEL), MODEL, faults);
        if (!faults.isEmpty()) {
            throw new Unprocessable(faults);
        }
        return new Ask(new Question(text, history), tier, user, tokens, temperature, model);
    }

    private static String question(JsonNode node, List<Fault> faults) {
        if (!node.isString()) {
            faults.add(new Fault(
                    QUESTION,
                    "a text of " + SHORTEST + " to " + LONGEST + " characters is expected, got " + kind(node)));
            return "";
        }
        String text = node.stringValue().strip();
        int length = text.codePointCount(0, text.length());
        if (length < SHORTEST || length > LONGEST) {
            faults.add(new Fault(
                    QUESTION, "a text of " + SHORTEST + " to " + LONGEST + " characters is expected, got " + length));
        }
        return text;
    }

    private static Tier tier(JsonNode node, List<Fault> faults) {
        if (node.isMissingNode() || node.isNull()) {
            return Tier.FREE;
        }
        Tier tier = node.isString() ? Tier.of(node.stringValue()).orElse(null) : null;
        if (tier == null) {
            faults.add(new Fault(TIER, "free or premium is expected, got " + shown(node.toString())));
            return Tier.FREE;
        }
        return tier;
    }

    private static @Nullable String user(JsonNode node, List<Fault> faults) {
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (node.isIntegralNumber()) {
            return node.toString();
        }
        return text(node, USER, faults);
    }

    private static @Nullable String text(JsonNode node, String field, List<Fault> faults) {
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        String text = node.isString() ? node.stringValue().strip() : "";
        if (text.isEmpty() || text.length() > LONGEST_NAME) {
            faults.add(new Fault(
                    field,
                    "a text of 1 to " + LONGEST_NAME + " characters" + (field.equals(USER) ? " or a whole number" : "")
                            + " is expected, got " + (node.isString() ? text.length() + " characters" : kind(node))));
            return null;
        }
        return text;
    }

    private static double number(
            JsonNode node,
            String field,
            double otherwise,
            double least,
            double most,
            boolean whole,
            List<Fault> faults) {
        if (node.isMissingNode() || node.isNull()) {
            return otherwise;
        }
        boolean right = node.isNumber() && (!whole || node.isIntegralNumber());
        double value = right ? node.doubleValue() : Double.NaN;
        if (!(value >= least && value <= most)) {
            String range = whole ? (int) least + " to " + (int) most : least + " to " + most;
            faults.add(new Fault(
                    field,
                    (whole ? "a whole number from " : "a number from ") + range + " is expected, got "
                            + shown(node.toString())));
            return otherwise;
        }
        return value;
    }

    private static List<Message> history(JsonNode node, List<Fault> faults) {
        if (node.isMissingNode() || node.isNull()) {
            return List.of();
        }
        if (!node.isArray() || node.size() > MOST_TURNS) {
            faults.add(new Fault(
                    HISTORY,
                    "an array of at most " + MOST_TURNS + " turns {role, content} is expected, got "
                            + (node.isArray() ? Integer.toString(node.size()) : kind(node))));
            return List.of();
        }
        List<Message> history = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            JsonNode role = node.get(i).path("role");
            JsonNode content = node.get(i).path("content");
            boolean ours = role.isString() && role.stringValue().equals("assistant");
            if (!ours && !(role.isString() && role.stringValue().equals("user"))) {
                faults.add(new Fault(
                        HISTORY + '[' + i + "].role", "user or assistant is expected, got " + shown(role.toString())));
            } else if (!content.isString() || content.stringValue().length() > LONGEST_TURN) {
                faults.add(new Fault(
                        HISTORY + '[' + i + "].content",
                        "a text of at most " + LONGEST_TURN + " characters is expected"));
            } else {
                history.add(new Message(ours ? Message.Role.ASSISTANT : Message.Role.USER, content.stringValue()));
            }
        }
        return history;
    }

    private static String kind(JsonNode node) {
        return node.isMissingNode() ? "nothing" : node.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    private static String shown(String text) {
        return (text.length() > 40 ? text.substring(0, 40) + "…" : text).replaceAll("\\p{Cntrl}", "?");
    }
}
