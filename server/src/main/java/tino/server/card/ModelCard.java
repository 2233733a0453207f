package tino.server.card;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.dataset.ColumnProfile;
import tino.lifecycle.dataset.Dataset;
import tino.lifecycle.gate.GateOverride;
import tino.lifecycle.gate.RecordedVerdict;
import tino.lifecycle.pipeline.EvaluationReport;
import tino.lifecycle.registry.AliasChange;
import tino.lifecycle.registry.Comparison;
import tino.lifecycle.registry.ModelVersion;
import tino.lifecycle.registry.RunData;
import tino.lifecycle.registry.RunRecord;
import tino.lifecycle.registry.TrackedRun;
import tino.lifecycle.rollout.Rollout;
import tino.lifecycle.rollout.Transition;
import tino.lifecycle.statistic.Interval;
import tino.server.console.CheckRow;
import tino.server.console.Drawing;
import tino.server.console.Evidence;

/**
 * Everything that is recorded of a version, for somebody who has to answer for it. Its sections are those of Mitchell et al.,
 * "Model Cards for Model Reporting" (FAT* 2019), that of the data follows Gebru et al., "Datasheets for Datasets"
 * (CACM 2021). What is not known is empty, and the card says that it is not known.
 *
 * @param at when it was written
 * @param about what was written on the model as a whole
 * @param written what people wrote of use, limits and ethics: the version's tags that begin with {@code card.}, without that
 * @param dataset it was trained from, {@code null} where that is not known
 * @param columns of the dataset; empty where its file cannot be read
 * @param unreadable why the file cannot be read
 * @param run of the pipeline that made it, {@code null} where a client did
 * @param client the run of a client that made it
 * @param inputs that the run named
 * @param evaluation {@code null} where it was not kept
 * @param verdict of its gate, the last one
 * @param checks of the verdict
 * @param trials the newest first
 * @param history of its aliases, oldest first
 */
public record ModelCard(
        ModelVersion version,
        Instant at,
        List<String> aliases,
        String about,
        Map<String, String> written,
        @Nullable Dataset dataset,
        List<Column> columns,
        @Nullable String unreadable,
        @Nullable RunRecord run,
        @Nullable TrackedRun client,
        List<RunData.Input> inputs,
        @Nullable EvaluationReport evaluation,
        List<Measure> measures,
        List<Group> groups,
        @Nullable RecordedVerdict verdict,
        List<CheckRow> checks,
        List<GateOverride> overrides,
        List<Trial> trials,
        List<AliasChange> history,
        @Nullable Replaced replaced,
        DriftSince.@Nullable Drift drift) {
    /** What the tags begin with that people write a card's texts in. */
    public static final String TAG = "card.";
    /** What people may write on. The texts of a page know their titles, and what an application says by default. */
    public static final List<String> SECTIONS = List.of("use", "misuse", "people", "limits", "ethics");

    /** The tag of a text. @param language of two letters, {@code null}: of any */
    public static String tag(String section, @Nullable String language) {
        return TAG + section + (language == null ? "" : "." + language);
    }

    /** @param meaning in a few words, {@code null} where nobody said */
    public record Column(ColumnProfile profile, @Nullable String meaning) {}

    /** A metric's mean over the test rows, and the same of what it was compared with. */
    public record Measure(
            String metric,
            double value,
            @Nullable Interval interval,
            @Nullable Double champion,
            @Nullable Interval overChampion,
            @Nullable Double fallback,
            @Nullable Interval overFallback) {

        public @Nullable Drawing drawnOverChampion() {
            return drawn(overChampion);
        }

        public @Nullable Drawing drawnOverFallback() {
            return drawn(overFallback);
        }

        private static @Nullable Drawing drawn(@Nullable Interval interval) {
            return interval == null ? null : Drawing.of(interval, 0.0, null);
        }
    }

    /** The measures of the groups of an attribute. */
    public record Group(String attribute, String metric, List<EvaluationReport.GroupMeasure> members) {
        /** Between the group with the highest mean and that with the lowest. */
        public double gap() {
            double[] means = members.stream()
                    .mapToDouble(member -> member.figure().mean())
                    .sorted()
                    .toArray();
            return means[means.length - 1] - means[0];
        }
    }

    /** @param steps oldest first */
    public record Trial(Rollout rollout, List<Step> steps) {}

    /** @param evidence on which it was decided, {@code null} where a person decided without */
    public record Step(Transition transition, @Nullable Evidence evidence) {}

    /**
     * The champion that it took the place of.
     *
     * @param number {@code null} where the fallback answered
     * @param differences between the two, without libraries and files
     * @param more how many libraries and files differ besides
     */
    public record Replaced(@Nullable Integer number, Instant at, List<Comparison.Line> differences, long more) {}

    /** Whether it was trained here, so that it can be trained again. */
    public boolean trainedHere() {
        return run != null;
    }

    /** What it was made with, by name. */
    public SortedMap<String, String> libraries() {
        return new TreeMap<>(version.provenance().environment().libraries());
    }

    /** A text that people wrote, in that language if they did, else in whichever they wrote. */
    public @Nullable String text(String section, String language) {
        String own = written.get(section + '.' + language);
        return own == null ? written.get(section) : own;
    }
}
