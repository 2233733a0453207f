package tino.language.answer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tino.language.Passage;
import tino.language.Retrieved;
import tino.language.Retriever;
import tino.language.provider.Completion.Usage;
import tino.language.provider.Grounding;
import tino.language.provider.Prompt;

/**
 * From a question to an answer: condensed, retrieved, refused where the sources do not hold the answer, else written from them by the
 * model that is chosen, and read for what it cites. Safe for use by many threads.
 */
public final class Answering {
    private static final Usage NOTHING = new Usage(0, 0);

    private final Retriever retriever;
    private final Answerable answerable;
    private final Writer writer;
    private final Instructions instructions;
    private final Settings settings;
    private final RandomGenerator random;
    private final Cache<String, Passage> trusted =
            Caffeine.newBuilder().maximumSize(20_000).build();

    /**
     * @param passages shown to a model at most
     * @param threshold least probability that they hold the answer; below it is refused
     * @param timeout for a model's whole answer
     */
    public record Settings(int passages, double threshold, Duration timeout) {
        public Settings {
            if (passages < 1 || !(threshold >= 0 && threshold <= 1) || !timeout.isPositive()) {
                throw new IllegalArgumentException(
                        "Answers need passages >= 1, a threshold of 0 to 1 and a timeout, got " + passages + ", "
                                + threshold + " and " + timeout);
            }
        }
    }

    /**
     * Who asks, and what the answer shall be like.
     *
     * @param subject the same for the same person, {@code null} where nobody is known
     * @param model {@code provider} or {@code provider/model}, {@code null}: whichever the policy takes
     */
    public record Terms(
            String tier,
            @Nullable String subject,
            int maxTokens,
            double temperature,
            @Nullable String model) {}

    /** How sure it is that passages hold the answer to a question. */
    @FunctionalInterface
    public interface Answerable {
        /** @return a calibrated probability, 0 to 1 */
        double probability(String question, List<Retrieved> passages);
    }

    /** Has a model write. */
    @FunctionalInterface
    public interface Writer {
        /**
         * @param alone whether the question is the whole conversation
         * @throws InterruptedException if the caller's thread was interrupted
         */
        Written write(Terms terms, String question, boolean alone, Prompt prompt, Consumer<String> pieces)
                throws InterruptedException;

        /** What was written for the same question, or one that means the same, before; asked before anything is searched. */
        default Optional<Written> known(Terms terms, String question, Consumer<String> pieces) {
            return Optional.empty();
        }
    }

    /**
     * @param arm of the experiment it was part of, {@code null} for none
     * @param grounding what the numbers of its sources point to
     * @param cached it was written for a question before
     */
    public record Written(
            String text,
            Usage usage,
            String provider,
            String model,
            String reason,
            double cost,
            @Nullable String arm,
            @Nullable Grounding grounding,
            boolean cached) {}

    public Answering(
            Retriever retriever,
            Answerable answerable,
            Writer writer,
            Instructions instructions,
            Settings settings,
            RandomGenerator random) {
        this.retriever = retriever;
        this.answerable = answerable;
        this.writer = writer;
        this.instructions = instructions;
        this.settings = settings;
        this.random = random;
    }

    /**
     * Answers.
     *
     * @param pieces is handed the text as it is written
     * @throws InterruptedException if the caller's thread was interrupted
     */
    public Answer answer(Question question, Terms terms, Consumer<String> pieces) throws InterruptedException {
        String condensed = Condenser.condense(question);
        boolean alone = question.history().isEmpty();
        Written before = alone ? writer.known(terms, condensed, pieces).orElse(null) : null;
        if (before != null) {
            return answer(condensed, before, passages(before), 1);
        }
        List<Retrieved> found = retriever.retrieve(condensed, settings.passages()).stream()
                .map(this::withoutOrders)
                .filter(retrieved -> !retrieved.passage().text().isBlank())
                .toList();
        double probability = found.isEmpty() ? 0 : answerable.probability(condensed, found);
        if (found.isEmpty() || probability < settings.threshold()) {
            pieces.accept(instructions.refusal());
            return refused(condensed, found, probability);
        }
        Written written = writer.write(
                terms,
                condensed,
                alone,
                instructions.prompt(
                        question, condensed, found, terms.maxTokens(), terms.temperature(), settings.timeout(), random),
                pieces);
        // One that was just given to somebody else who asked the same points to what was found for them.
        return answer(condensed, written, written.cached() ? passages(written) : found, probability);
    }

    private static List<Retrieved> passages(Written written) {
        return written.grounding() == null ? List.of() : written.grounding().passages();
    }

    private Answer answer(String condensed, Written written, List<Retrieved> passages, double probability) {
        boolean refuses = instructions.refuses(written.text());
        Citations.Read read = Citations.read(written.text(), passages);
        return new Answer(
                read.text(),
                refuses ? List.of() : read.cited(),
                refuses,
                condensed,
                passages,
                probability,
                written.provider(),
                written.model(),
                written.reason(),
                written.cost(),
                written.usage(),
                written.arm(),
                written.cached());
    }

    private Retrieved withoutOrders(Retrieved retrieved) {
        // A passage's id stands for its text.
        Passage passage = trusted.get(retrieved.passage().id(), _ -> Orders.without(retrieved.passage()));
        return passage.equals(retrieved.passage()) ? retrieved : new Retrieved(passage, retrieved.score());
    }

    private Answer refused(String condensed, List<Retrieved> found, double probability) {
        return new Answer(
                instructions.refusal(),
                List.of(),
                true,
                condensed,
                found,
                probability,
                "none",
                "none",
                found.isEmpty() ? "nothing_found" : "not_in_sources",
                0,
                NOTHING,
                null,
                false);
    }
}
