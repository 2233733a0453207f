package tino.hiring.classifier;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import tino.hiring.HiringSettings;
import tino.hiring.feature.Column;
import tino.hiring.feature.HiringColumns;
import tino.hiring.gold.Gold;
import tino.lifecycle.database.Database;
import tino.lifecycle.feature.Feature;
import tino.lifecycle.feature.FeatureLayout;
import tino.lifecycle.gate.Gate;
import tino.lifecycle.rollout.Outcomes;
import tino.lifecycle.serving.ServingPolicy;
import tino.prediction.learn.ClassifierPipeline;
import tino.prediction.learn.ClassifierSettings;

/** What hiring says about its classifier; everything else is the same for every classifier. */
public final class HiringClassifier {
    /** Its name in the registry. */
    public static final String MODEL = "hiring-classifier";

    /** Type of the events that say what was answered. */
    public static final String PREDICTION = "prediction";

    /** Types of the events that say what came of it. */
    public static final String HIRED = "hired";

    public static final String NOT_HIRED = "not_hired";

    /** What is known of some applicants, for fairness only. */
    public static final List<String> ATTRIBUTES = List.of("sex", "pcd", "age");

    /** The one column that is a number; all others are 1 or 0. */
    public static final String SALARY = "salario_valor";

    /** The 46 columns. */
    public static final FeatureLayout LAYOUT = new FeatureLayout(
            "hiring", HiringColumns.ALL.stream().map(HiringClassifier::feature).toList());

    /** Of {@link #LAYOUT}. */
    public static final String FINGERPRINT = LAYOUT.fingerprint();

    /** Hired is what one wanted; a mistake is corrected by saying it right. */
    public static final Outcomes OUTCOMES = new Outcomes(Map.of(HIRED, 1.0, NOT_HIRED, 0.0), 1, Outcomes.Counted.LAST);

    private static final Duration BUDGET = Duration.ofMillis(200);

    private HiringClassifier() {}

    private static Feature feature(Column column) {
        String source = column.source() + ": " + column.rule();
        return column.name().equals(SALARY)
                ? new Feature(column.name(), 300, 200_000, "BRL a month", source)
                : new Feature(column.name(), 0, 1, "flag", source);
    }

    /** @param database with the table of decided applicants */
    public static ClassifierPipeline pipeline(Database database, HiringSettings settings) {
        ClassifierSettings classifier = new ClassifierSettings(
                MODEL,
                LAYOUT,
                settings.modes(),
                ATTRIBUTES,
                settings.minimumRows(),
                settings.minimumPositives(),
                ClassifierSettings.PARAMETERS,
                new Gate(settings.gate()),
                new ServingPolicy(BUDGET),
                settings.rollout(),
                OUTCOMES,
                PREDICTION);
        return new ClassifierPipeline(classifier, new DecidedApplicants(new Gold(database), settings.learnFrom()));
    }
}
