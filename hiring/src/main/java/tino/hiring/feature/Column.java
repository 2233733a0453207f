package tino.hiring.feature;

/**
 * One column of what a model learns from.
 *
 * @param source the field of the applicant that it comes from
 * @param rule in a sentence
 */
public record Column(String name, String source, String rule, Value value) {
    /** 1 or 0, or a number; NaN is a gap. */
    @FunctionalInterface
    public interface Value {
        float of(Applicant applicant);
    }

    /** The key of what people read about it, e.g. {@code hiring.tem_email}. */
    public String text() {
        return "hiring." + name;
    }
}
