package tino.hiring.prediction;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tino.hiring.classifier.HiringClassifier;
import tino.lifecycle.feature.Feature;
import tino.web.Unprocessable.Fault;
import tools.jackson.databind.JsonNode;

/**
 * What is asked about one applicant.
 *
 * @param sentCode the applicant's code as it was sent, a number or a text
 * @param mode {@code null}: the first
 * @param row the columns in the order of {@link HiringClassifier#LAYOUT}; NaN is a gap
 * @param warnings what was sent and not used, in sentences
 */
record Asked(JsonNode sentCode, @Nullable String mode, float[] row, List<String> warnings) {
    static final String CODE = "codigo_profissional";
    static final String MODE = "operating_mode";
    static final String FEATURES = "features";

    private static final Set<String> FIELDS = Set.of(CODE, MODE, FEATURES);
    private static final Pattern CODES = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final int SHOWN = 40;

    /** The same for the same applicant, however it was sent. */
    String code() {
        return sentCode.asString();
    }

    /**
     * Reads a request.
     *
     * @param prefix stands before field names, {@code predictions[3].} in a batch
     * @param faults receives what is wrong with it; what is returned then means nothing
     */
    static @Nullable Asked read(@Nullable JsonNode request, String prefix, List<Fault> faults) {
        if (request == null || !request.isObject()) {
            faults.add(new Fault(
                    prefix.isEmpty() ? "body" : prefix.substring(0, prefix.length() - 1),
                    "an object with " + CODE + " and " + FEATURES + " is expected, got " + shown(request)));
            return null;
        }
        List<String> warnings = new ArrayList<>();
        for (String name : request.propertyNames()) {
            if (!FIELDS.contains(name)) {
                warnings.add("The field '" + shortened(name) + "' is not known and was not used.");
            }
        }
        JsonNode code = code(request.path(CODE), prefix, faults);
        String mode = mode(request.path(MODE), prefix, faults);
        float[] row = row(request.path(FEATURES), prefix + FEATURES, faults, warnings);
        return new Asked(code, mode, row, warnings);
    }

    private static JsonNode code(JsonNode code, String prefix, List<Fault> faults) {
        boolean known = code.isIntegralNumber() || code.isString();
        if (!known || !CODES.matcher(code.asString()).matches()) {
            faults.add(new Fault(
                    prefix + CODE,
                    "the applicant's code is expected, a number or 1 to 64 letters, digits, dots, dashes and"
                            + " underscores, got " + shown(code)));
        }
        return code;
    }

    private static @Nullable String mode(JsonNode mode, String prefix, List<Fault> faults) {
        if (mode.isMissingNode() || mode.isNull()) {
            return null;
        }
        if (!mode.isString()) {
            faults.add(new Fault(
                    prefix + MODE, "the name of an operating mode is expected, e.g. prec80, got " + shown(mode)));
            return null;
        }
        return mode.stringValue();
    }

    private static float[] row(JsonNode features, String name, List<Fault> faults, List<String> warnings) {
        float[] row = new float[HiringClassifier.LAYOUT.size()];
        if (!features.isObject()) {
            faults.add(new Fault(
                    name, "an object with the " + row.length + " columns is expected, got " + shown(features)));
            return row;
        }
        int used = 0;
        for (int column = 0; column < row.length; column++) {
            Feature feature = HiringClassifier.LAYOUT.features().get(column);
            JsonNode value = features.get(feature.name());
            if (value == null) {
                faults.add(new Fault(name + '.' + feature.name(), "is missing; GET /version lists all columns"));
                continue;
            }
            used++;
            row[column] = feature.name().equals(HiringClassifier.SALARY)
                    ? salary(value, feature, name, faults, warnings)
                    : flag(value, feature, name, faults);
        }
        if (used < features.size()) {
            for (String other : features.propertyNames()) {
                if (!HiringClassifier.LAYOUT.names().contains(other)) {
                    warnings.add("The column '" + shortened(other) + "' is not known and was not used.");
                }
            }
        }
        return row;
    }

    private static float flag(JsonNode value, Feature feature, String name, List<Fault> faults) {
        double number = value.isNumber() ? value.doubleValue() : Double.NaN;
        if (number != 0 && number != 1) {
            faults.add(new Fault(name + '.' + feature.name(), "0 or 1 is expected, got " + shown(value)));
        }
        return (float) number;
    }

    /** As when the gold table is made, what makes no sense is a gap. */
    private static float salary(
            JsonNode value, Feature feature, String name, List<Fault> faults, List<String> warnings) {
        if (value.isNull()) {
            return Float.NaN;
        }
        double reais = value.isNumber() ? value.doubleValue() : Double.NaN;
        if (!(reais >= 0 && reais < Double.POSITIVE_INFINITY)) {
            faults.add(new Fault(
                    name + '.' + feature.name(),
                    "reais a month are expected, a number of 0 or more, or null where nothing is said, got "
                            + shown(value)));
            return Float.NaN;
        }
        if (reais < feature.min() || reais > feature.max()) {
            warnings.add("'" + feature.name() + "' of " + shown(value) + " is outside of " + (int) feature.min()
                    + " to " + (int) feature.max() + " reais a month and was taken for not said, as in training.");
            return Float.NaN;
        }
        return (float) reais;
    }

    private static String shown(@Nullable JsonNode value) {
        if (value == null || value.isMissingNode()) {
            return "nothing";
        }
        return value.isContainer()
                ? (value.isArray() ? "an array" : "an object")
                : shortened(value.isString() ? '"' + value.stringValue() + '"' : value.asString());
    }

    /** Readable in a log and on a terminal, whatever it was. */
    private static String shortened(String text) {
        String plain = text.replaceAll("\\p{Cntrl}", "?");
        return plain.length() > SHOWN ? plain.substring(0, SHOWN) + "… (" + text.length() + " characters)" : plain;
    }
}
