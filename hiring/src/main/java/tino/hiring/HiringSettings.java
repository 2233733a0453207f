package tino.hiring;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;
import tino.hiring.classifier.HiringClassifier;
import tino.lifecycle.gate.Check;
import tino.lifecycle.gate.Gate;
import tino.lifecycle.rollout.RolloutPolicy;
import tino.prediction.learn.ClassifierSettings;
import tino.prediction.threshold.OperatingMode;

/**
 * Settings of hiring, {@code tino.hiring.*}.
 *
 * @param modes what a threshold is chosen for; every version keeps all of them, and the first is taken where nobody names one
 * @param learnFrom how far back decided applicants are learned from, whatever period a training is asked for: few are decided
 *     in a night
 * @param minimumRows decided applicants that a training needs at least
 * @param minimumPositives likewise, of those hired and of those not
 * @param rollout how a version that passed the gate comes to answer; at once where none is declared, because what comes of an answer
 *     is known after weeks only
 * @param gate what a trained classifier must pass: all of the checks; where none is declared, {@link ClassifierSettings#GATE}
 */
@ConfigurationProperties("tino.hiring")
@Validated
public record HiringSettings(
        @NotEmpty @DefaultValue({"prec80", "balanced", "recall90"})
        List<OperatingMode> modes,

        @NotNull @DefaultValue("1095d") Duration learnFrom,
        @Min(100) @DefaultValue("1000") int minimumRows,
        @Min(10) @DefaultValue("100") int minimumPositives,
        RolloutPolicy rollout,
        List<Check> gate) {

    public static final HiringSettings STANDARD = new HiringSettings(
            List.of(OperatingMode.of("prec80"), OperatingMode.BALANCED, OperatingMode.of("recall90")),
            Duration.ofDays(1095),
            1000,
            100,
            RolloutPolicy.AT_ONCE,
            ClassifierSettings.GATE.checks());

    /** @throws IllegalArgumentException if the gate has no checks or looks at what a classifier is not judged by */
    public HiringSettings {
        modes = List.copyOf(modes);
        rollout = rollout == null ? RolloutPolicy.AT_ONCE : rollout;
        gate = gate == null ? ClassifierSettings.GATE.checks() : List.copyOf(gate);
        try {
            ClassifierSettings.requireKnown(new Gate(gate), HiringClassifier.ATTRIBUTES);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("tino.hiring.gate: " + e.getMessage(), e);
        }
    }
}
