package tino.language.answer;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tino.language.Retrieved;
import tino.language.provider.Completion.Usage;

/**
 * What a question came to.
 *
 * @param text with the numbers of its sources
 * @param refused the sources do not hold the answer
 * @param condensed the question by itself, as it was searched
 * @param retrieved what was found, best first; {@code [1]} is the first
 * @param answerable probability that what was found holds the answer, 0 to 1
 * @param provider who answered
 * @param reason why this one
 * @param cost estimated, in the currency of the prices
 * @param arm of the experiment the answer was part of, {@code null} for none
 * @param cached the same had been asked before
 */
public record Answer(
        String text,
        List<Citation> citations,
        boolean refused,
        String condensed,
        List<Retrieved> retrieved,
        double answerable,
        String provider,
        String model,
        String reason,
        double cost,
        Usage usage,
        @Nullable String arm,
        boolean cached) {

    // Not compact: javac leaves the annotations of a compact constructor's parameters out of the class file.
    public Answer(
            String text,
            List<Citation> citations,
            boolean refused,
            String condensed,
            List<Retrieved> retrieved,
            double answerable,
            String provider,
            String model,
            String reason,
            double cost,
            Usage usage,
            @Nullable String arm,
            boolean cached) {
        this.text = text;
        this.citations = List.copyOf(citations);
        this.refused = refused;
        this.condensed = condensed;
        this.retrieved = List.copyOf(retrieved);
        this.answerable = answerable;
        this.provider = provider;
        this.model = model;
        this.reason = reason;
        this.cost = cost;
        this.usage = usage;
        this.arm = arm;
        this.cached = cached;
    }
}
