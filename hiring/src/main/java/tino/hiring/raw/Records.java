package tino.hiring.raw;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tino.hiring.raw.Delivery.Refusal;
import tino.hiring.raw.Delivery.Row;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads single records of the three kinds of files: what is one, what is not and why. Numbers that are none become gaps. */
final class Records {
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern KEY = Pattern.compile("\\s*\"([A-Za-z0-9._-]{1,64})\"");
    private static final Pattern DIGITS = Pattern.compile("\\D");

    private static final List<String> BLOCKS = List.of(
            "infos_basicas", "informacoes_pessoais", "informacoes_profissionais", "formacao_e_idiomas", "cargo_atual");
    private static final List<String> CVS = List.of("cv_pt", "cv_en");
    private static final List<String> ADDRESSES = List.of("nome", "email", "email_secundario", "cpf");

    private final JsonMapper json = JsonMapper.builder(JsonFactory.builder()
                    // Python writes NaN for what is missing.
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(RecordReader.LONGEST)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private final Kind kind;

    Records(Kind kind) {
        this.kind = kind;
    }

    /** Something is wrong with a record or a part of it. */
    private static final class Refused extends Exception {
        private final Reason reason;

        Refused(Reason reason, String problem) {
            super(problem, null, false, false);
            this.reason = reason;
        }
    }

    /** @param text a member of a JSON object: key, colon, value */
    Delivery read(byte[] text) {
        Map.Entry<String, JsonNode> member;
        try {
            member = member(text);
        } catch (JacksonException e) {
            return Delivery.refused(keyOf(text), Reason.NOT_JSON, "Expected JSON: " + e.getOriginalMessage());
        }
        String key = member.getKey().strip();
        try {
            if (!CODE.matcher(key).matches()) {
                throw new Refused(
                        Reason.BAD_CODE,
                        "Expected a code of up to 64 letters, digits, dots and dashes as the record's key");
            }
            JsonNode value = cleaned(member.getValue());
            if (!value.isObject()) {
                throw new Refused(Reason.WRONG_SHAPE, "Expected an object, got " + shape(value));
            }
            if (holdsAnother(value)) {
                throw new Refused(
                        Reason.NOT_JSON, "Expected the record's brackets to close before the next record begins");
            }
            return switch (kind) {
                case APPLICANTS -> applicant(key, value);
                case PROSPECTS -> prospects(key, value);
                case VACANCIES -> vacancy(key, value);
            };
        } catch (Refused e) {
            return Delivery.refused(keyOf(text), e.reason, String.valueOf(e.getMessage()));
        }
    }

    /** Where a bracket is missing, the records that follow become members of the one that lacks it. */
    private boolean holdsAnother(JsonNode record) {
        for (JsonNode member : record) {
            if (member.isObject() && (member.has(kind.marker) || holdsAnother(member))) {
                return true;
            }
        }
        return false;
    }

    private Map.Entry<String, JsonNode> member(byte[] text) {
        byte[] object = new byte[text.length + 2];
        object[0] = '{';
        System.arraycopy(text, 0, object, 1, text.length);
        object[object.length - 1] = '}';
        return json.readTree(object).properties().iterator().next();
    }

    /** The key of what may not even be JSON. */
    static @Nullable String keyOf(byte[] text) {
        Matcher key = KEY.matcher(new String(text, 0, Math.min(text.length, 80), StandardCharsets.ISO_8859_1));
        return key.lookingAt() ? key.group(1) : null;
    }

    private Delivery applicant(String code, JsonNode value) throws Refused {
        if (!value.has(kind.marker)) {
            throw new Refused(Reason.WRONG_SHAPE, "Expected an applicant with infos_basicas, got none");
        }
        for (String block : BLOCKS) {
            require(value, block, value.path(block).isObject(), "an object");
        }
        for (String cv : CVS) {
            require(value, cv, value.path(cv).isString(), "a text");
        }
        for (String block : List.of("infos_basicas", "informacoes_pessoais")) {
            requirePlain(value.path(block), ADDRESSES);
        }
        JsonNode basic = value.path("infos_basicas");
        JsonNode personal = value.path("informacoes_pessoais");
        String email = email(text(basic, "email"));
        List<@Nullable Object> columns = new ArrayList<>();
        columns.add(code);
        columns.add(value.toString());
        columns.add(cpf(text(personal, "cpf")));
        columns.add(email != null ? email : email(text(personal, "email")));
        return new Delivery(code, List.of(new Row(columns)), List.of());
    }

    private static void require(JsonNode value, String field, boolean right, String expected) throws Refused {
        JsonNode there = value.path(field);
        if (!right && !there.isMissingNode() && !there.isNull()) {
            throw new Refused(Reason.WRONG_SHAPE, "Expected " + field + " to be " + expected + ", got " + shape(there));
        }
    }

    private static void requirePlain(JsonNode block, List<String> fields) throws Refused {
        for (String field : fields) {
            long controls =
                    text(block, field).chars().filter(Character::isISOControl).count();
            if (controls > 0) {
                throw new Refused(
                        Reason.CONTROL_CHARACTERS,
                        "Expected " + field + " without control characters, got " + controls + " of them");
            }
        }
    }

    private Delivery prospects(String vacancy, JsonNode value) throws Refused {
        JsonNode prospects = value.path("prospects");
        if (!prospects.isArray()) {
            throw new Refused(
                    Reason.WRONG_SHAPE, "Expected a vacancy with a list of prospects, got " + shape(prospects));
        }
        List<Row> rows = new ArrayList<>();
        List<Refusal> refusals = new ArrayList<>();
        Map<String, Integer> met = new HashMap<>();
        int part = 0;
        for (JsonNode one : prospects) {
            part++;
            String code = text(one, "codigo").strip();
            boolean known = CODE.matcher(code).matches();
            try {
                if (!one.isObject()) {
                    throw new Refused(Reason.WRONG_SHAPE, "Expected a prospect to be an object, got " + shape(one));
                }
                if (!known) {
                    throw new Refused(
                            Reason.BAD_CODE,
                            "Expected a codigo of up to 64 letters, digits, dots and dashes in a prospect");
                }
                requirePlain(one, List.of("nome"));
                rows.add(new Row(List.of(
                        vacancy,
                        code,
                        met.merge(code, 1, Integer::sum),
                        text(value, "titulo"),
                        text(value, "modalidade"),
                        one.toString())));
            } catch (Refused e) {
                refusals.add(new Refusal(
                        part, known ? code : null, e.reason, String.valueOf(e.getMessage()), one.toString()));
            }
        }
        return new Delivery(vacancy, rows, refusals);
    }

    private Delivery vacancy(String code, JsonNode value) throws Refused {
        if (!value.path(kind.marker).isObject()) {
            throw new Refused(Reason.WRONG_SHAPE, "Expected a vacancy with informacoes_basicas, got none");
        }
        return new Delivery(code, List.of(new Row(List.of(code, value.toString()))), List.of());
    }

    /** @throws Refused if the database could not store it */
    private static JsonNode cleaned(JsonNode node) throws Refused {
        switch (node) {
            case ObjectNode object -> {
                for (Map.Entry<String, JsonNode> field : List.copyOf(object.properties())) {
                    requireStorable(field.getKey());
                    if (field.getValue() != cleaned(field.getValue())) {
                        object.set(field.getKey(), NullNode.getInstance());
                    }
                }
            }
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    array.set(i, cleaned(array.get(i)));
                }
            }
            default -> {
                if (node.isString()) {
                    requireStorable(node.stringValue());
                } else if (node.isFloatingPointNumber() && !Double.isFinite(node.doubleValue())) {
                    return NullNode.getInstance();
                }
            }
        }
        return node;
    }

    private static void requireStorable(String text) throws Refused {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw new Refused(Reason.NUL, "Expected texts without the character NUL");
            }
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw new Refused(
                            Reason.NOT_UNICODE, "Expected texts of whole characters, got half a surrogate pair");
                }
                i++;
            }
        }
    }

    /** A text or a number as text; everything else is no text. */
    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isValueNode() && !value.isNull() ? value.asString() : "";
    }

    static @Nullable String email(String text) {
        String address = text.strip().toLowerCase(java.util.Locale.ROOT);
        int at = address.indexOf('@');
        return at > 0 && at < address.length() - 1 && address.indexOf(' ') < 0 ? address : null;
    }

    /** Eleven digits that are not all the same; whether they check is not asked, for a slip of the pen is the same in both files. */
    static @Nullable String cpf(String text) {
        String digits = DIGITS.matcher(text).replaceAll("");
        return digits.length() == 11 && digits.chars().distinct().count() > 1 ? digits : null;
    }

    private static String shape(JsonNode node) {
        return node.isMissingNode() ? "nothing" : "something of type " + node.getNodeType();
    }
}
