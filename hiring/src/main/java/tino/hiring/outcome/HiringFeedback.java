package tino.hiring.outcome;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tino.hiring.classifier.HiringClassifier;
import tino.lifecycle.contest.Consequence;
import tino.lifecycle.contest.Contest;
import tino.lifecycle.event.DecisionId;
import tino.lifecycle.event.Event;
import tino.lifecycle.event.EventLog;
import tino.lifecycle.event.Pseudonyms;
import tino.web.Unprocessable.Fault;
import tools.jackson.databind.json.JsonMapper;

/** Writes down what came of predictions. The newest word counts, so a mistake is corrected by saying it right. */
public final class HiringFeedback implements Consequence {
    /** How far another machine's clock may be off. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

    private final EventLog log;
    private final InferenceLog inferences;
    private final Pseudonyms pseudonyms;
    private final InstantSource clock;

    public HiringFeedback(EventLog log, InferenceLog inferences, Pseudonyms pseudonyms, InstantSource clock) {
        this.log = log;
        this.inferences = inferences;
        this.pseudonyms = pseudonyms;
        this.clock = clock;
    }

    /**
     * The event that a report becomes.
     *
     * @param faults receives why there is none
     * @return empty too where it says what is known already
     */
    Optional<Event> event(Report report, String prefix, List<Fault> faults) {
        Event prediction = prediction(report, prefix, faults);
        if (prediction == null) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Instant at = report.at() == null ? now : report.at();
        if (at.isAfter(now.plus(CLOCKS_DIFFER)) || at.isBefore(prediction.at().minus(CLOCKS_DIFFER))) {
            faults.add(new Fault(
                    prefix + "ts",
                    "a time between the prediction (" + prediction.at() + ") and now (" + now + ") is expected, got "
                            + at));
            return Optional.empty();
        }
        boolean said = report.id() == null
                && inferences
                        .hired(prediction.decision(), DecisionId.time(prediction.decision()))
                        .equals(Optional.of(report.hired()));
        return said
                ? Optional.empty()
                : Optional.of(new Event(
                        Objects.requireNonNullElseGet(report.id(), UUID::randomUUID),
                        report.hired() ? HiringClassifier.HIRED : HiringClassifier.NOT_HIRED,
                        at,
                        prediction.decision(),
                        prediction.subject(),
                        prediction.item(),
                        JsonMapper.shared().createObjectNode()));
    }

    private @Nullable Event prediction(Report report, String prefix, List<Fault> faults) {
        UUID decision = report.decision();
        String code = report.code();
        if (decision == null && code != null) {
            decision = inferences.newestAbout(pseudonyms.all(code)).orElse(null);
            if (decision == null) {
                faults.add(new Fault(
                        prefix + "codigo_profissional",
                        "an applicant about whom something was predicted is expected; of this one nothing was"));
                return null;
            }
        }
        Event prediction = decision == null || decision.version() != 7
                ? null
                : log.find(decision, HiringClassifier.PREDICTION)
                        .filter(HiringFeedback::isOurs)
                        .orElse(null);
        if (prediction == null) {
            faults.add(new Fault(
                    prefix + "decision_id", "the decision_id of a prediction is expected, there is none " + decision));
        } else if (code != null && !code.equals(prediction.item())) {
            faults.add(new Fault(
                    prefix + "codigo_profissional", "the applicant of the decision is expected, it was another one"));
            return null;
        }
        return prediction;
    }

    private static boolean isOurs(Event event) {
        return event.answered() != null && event.answered().model().equals(HiringClassifier.MODEL);
    }

    /** @return how many were new */
    int store(List<Event> events) {
        return (int) log.append(events).stream().filter(stored -> stored).count();
    }

    /** Who finds that a decision was wrong says that the other would have been right. */
    @Override
    public Optional<String> outcome(UUID decision, Contest.Verdict verdict) {
        return log.find(decision, HiringClassifier.PREDICTION)
                .filter(HiringFeedback::isOurs)
                .map(event -> event.body().path("decision").asBoolean(false))
                .map(approved -> approved == (verdict == Contest.Verdict.UPHELD)
                        ? HiringClassifier.HIRED
                        : HiringClassifier.NOT_HIRED);
    }
}
