package tino.server.mlflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.registry.Condition;
import tino.lifecycle.registry.Condition.Operator;
import tino.lifecycle.registry.Condition.Order;
import tino.lifecycle.registry.Condition.Subject;
import tino.lifecycle.registry.Condition.Value;

/**
 * MLflow's language of searches: comparisons joined by AND, such as
 * {@code metrics.loss < 0.3 AND params.`learning rate` = '0.1' AND attributes.status ILIKE 'fin%'}, and keys of an order, such
 * as {@code metrics.loss ASC}. Names are quoted with backticks or double quotes, texts with single or double quotes. What
 * cannot be read is refused with its place.
 */
final class Language {
    private static final Pattern TOKEN = Pattern.compile("\\s*(?:"
            + "(?<name>(?:[A-Za-z_]\\w*|`[^`]+`)(?:\\.(?:`[^`]+`|\"[^\"]+\"|[\\w./-]+))?)"
            + "|(?<text>'(?:[^']|'')*'|\"[^\"]*\")"
            + "|(?<number>[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)"
            + "|(?<operator><=|>=|!=|<>|=|<|>)"
            + "|(?<mark>[(),]))");

    private final Vocabulary vocabulary;
    private final String text;
    private final Matcher tokens;
    private int at;
    private @Nullable Token next;

    private Language(Vocabulary vocabulary, String text) {
        this.vocabulary = vocabulary;
        this.text = text;
        this.tokens = TOKEN.matcher(text);
        advance();
    }

    private enum Kind {
        NAME,
        TEXT,
        NUMBER,
        OPERATOR,
        MARK
    }

    private record Token(Kind kind, String text, int at) {
        boolean is(String word) {
            return text.equalsIgnoreCase(word) && kind != Kind.TEXT;
        }
    }

    /** @param filter {@code null} or blank: no condition */
    static List<Condition> conditions(Vocabulary vocabulary, @Nullable String filter) {
        List<Condition> conditions = new ArrayList<>();
        if (filter == null || filter.isBlank()) {
            return conditions;
        }
        Language language = new Language(vocabulary, filter);
        conditions.add(language.condition());
        while (language.next != null) {
            if (!language.next.is("AND")) {
                throw language.unexpected("AND between two conditions (OR is not part of the language)");
            }
            language.advance();
            conditions.add(language.condition());
        }
        return conditions;
    }

    static List<Order> order(Vocabulary vocabulary, List<String> keys) {
        List<Order> order = new ArrayList<>();
        for (String key : keys) {
            Language language = new Language(vocabulary, key);
            Key named = language.key();
            boolean descending = language.next != null && language.next.is("DESC");
            if (descending || language.next != null && language.next.is("ASC")) {
                language.advance();
            }
            if (language.next != null) {
                throw language.unexpected("ASC, DESC or the end");
            }
            if (named.subject == Subject.DATASET) {
                throw MlflowError.invalid(
                        "Expected an attribute, a metric, a parameter or a tag to order by, got '" + key + "'.");
            }
            order.add(new Order(named.subject, named.name, !descending));
        }
        return order;
    }

    private record Key(Subject subject, String name) {}

    private Condition condition() {
        Key key = key();
        Token place = next;
        Operator operator = operator();
        boolean number = vocabulary.isNumber(key.subject, key.name);
        if (number ? isText(operator) : isOrder(operator)) {
            throw refused(
                    place,
                    number ? "one of =, !=, <, <=, >, >= for a number" : "one of =, !=, LIKE, ILIKE for a text",
                    place == null ? "the end" : place.text);
        }
        if (operator == Operator.IN || operator == Operator.NOT_IN) {
            if (key.subject != Subject.ATTRIBUTE && key.subject != Subject.DATASET) {
                throw refused(place, "one of =, !=, LIKE, ILIKE for a parameter or a tag", operator.name());
            }
            return new Condition(key.subject, key.name, operator, new Value.Texts(list()));
        }
        return new Condition(
                key.subject, key.name, operator, number ? new Value.Number(number()) : new Value.Text(quoted()));
    }

    private static boolean isText(Operator operator) {
        return switch (operator) {
            case LIKE, LIKE_IGNORING_CASE, IN, NOT_IN -> true;
            case EQUAL, UNEQUAL, LESS, AT_MOST, GREATER, AT_LEAST -> false;
        };
    }

    private static boolean isOrder(Operator operator) {
        return switch (operator) {
            case LESS, AT_MOST, GREATER, AT_LEAST -> true;
            case EQUAL, UNEQUAL, LIKE, LIKE_IGNORING_CASE, IN, NOT_IN -> false;
        };
    }

    private Key key() {
        Token token = next;
        if (token == null || token.kind != Kind.NAME) {
            throw unexpected("a name such as metrics.loss");
        }
        advance();
        int dot = token.text.startsWith("`")
                ? token.text.indexOf('.', token.text.indexOf('`', 1))
                : token.text.indexOf('.');
        String word = dot < 0 ? "attribute" : unquoted(token.text.substring(0, dot));
        String name = unquoted(token.text.substring(dot + 1));
        Subject subject = vocabulary.subject(word);
        if (subject == null) {
            throw refused(token, "one of " + vocabulary.subjectNames() + " before the dot", word);
        }
        if (subject == Subject.TAG && name.equals(Wire.RUN_NAME) && vocabulary == Vocabulary.RUNS) {
            return new Key(Subject.ATTRIBUTE, "run_name");
        }
        if (subject == Subject.DATASET && !List.of("name", "digest", "context").contains(name)) {
            throw refused(token, "name, digest or context of a dataset", name);
        }
        if (subject != Subject.ATTRIBUTE) {
            return new Key(subject, name);
        }
        String attribute = vocabulary.attribute(name);
        if (attribute == null) {
            throw refused(token, "one of the attributes " + vocabulary.attributeNames(), name);
        }
        return new Key(subject, attribute);
    }

    private Operator operator() {
        Token token = next;
        if (token == null) {
            throw unexpected("a comparison");
        }
        advance();
        return switch (token.text.toUpperCase(Locale.ROOT)) {
            case "=" -> Operator.EQUAL;
            case "!=", "<>" -> Operator.UNEQUAL;
            case "<" -> Operator.LESS;
            case "<=" -> Operator.AT_MOST;
            case ">" -> Operator.GREATER;
            case ">=" -> Operator.AT_LEAST;
            case "LIKE" -> Operator.LIKE;
            case "ILIKE" -> Operator.LIKE_IGNORING_CASE;
            case "IN" -> Operator.IN;
            case "NOT" -> {
                if (next == null || !next.is("IN")) {
                    throw unexpected("IN after NOT");
                }
                advance();
                yield Operator.NOT_IN;
            }
            default -> throw refused(token, "one of =, !=, <, <=, >, >=, LIKE, ILIKE, IN, NOT IN", token.text);
        };
    }

    private double number() {
        Token token = next;
        if (token == null || token.kind != Kind.NUMBER) {
            throw unexpected("a number without quotes");
        }
        advance();
        return Double.parseDouble(token.text);
    }

    private String quoted() {
        Token token = next;
        if (token == null || token.kind != Kind.TEXT) {
            throw unexpected("a text in quotes");
        }
        advance();
        String inner = token.text.substring(1, token.text.length() - 1);
        return token.text.startsWith("'") ? inner.replace("''", "'") : inner;
    }

    private List<String> list() {
        List<String> texts = new ArrayList<>();
        expect("(");
        texts.add(quoted());
        while (next != null && next.is(",")) {
            advance();
            texts.add(quoted());
        }
        expect(")");
        return texts;
    }

    private void expect(String mark) {
        if (next == null || !next.is(mark)) {
            throw unexpected(mark);
        }
        advance();
    }

    private void advance() {
        if (text.substring(at).isBlank()) {
            at = text.length();
            next = null;
            return;
        }
        tokens.region(at, text.length());
        if (!tokens.lookingAt()) {
            int start = at;
            while (Character.isWhitespace(text.charAt(start))) {
                start++;
            }
            throw refused(
                    new Token(Kind.MARK, text.substring(start), start),
                    "a name, a value or a comparison",
                    text.substring(start));
        }
        at = tokens.end();
        for (Kind kind : Kind.values()) {
            String group = kind.name().toLowerCase(Locale.ROOT);
            if (tokens.group(group) != null) {
                next = new Token(kind, tokens.group(group), tokens.start(group));
            }
        }
    }

    private static String unquoted(String name) {
        return name.startsWith("`") || name.startsWith("\"") ? name.substring(1, name.length() - 1) : name;
    }

    private MlflowError unexpected(String expected) {
        return refused(next, expected, next == null ? "the end" : next.text);
    }

    private MlflowError refused(@Nullable Token token, String expected, String came) {
        int place = token == null ? text.length() : token.at;
        return MlflowError.invalid(
                "Expected " + expected + " at character " + (place + 1) + " of \"" + text + "\", got " + came + ".");
    }
}
