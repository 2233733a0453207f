package tino.hiring.prediction;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tino.hiring.classifier.HiringClassifier;
import tino.lifecycle.event.DecisionId;
import tino.lifecycle.event.Event;
import tino.lifecycle.event.EventLog;
import tino.lifecycle.event.Pseudonyms;
import tino.lifecycle.explanation.Explanation.Contribution;
import tino.lifecycle.serving.Decision;
import tino.lifecycle.serving.Served;
import tino.prediction.Classifier;
import tino.prediction.Predicted;
import tino.prediction.Prediction;
import tino.prediction.threshold.Threshold;
import tino.web.Unprocessable;
import tino.web.Unprocessable.Fault;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Judges applicants, and writes down what was said before anybody hears it. */
public final class HiringPredictions {
    private static final int REASONS = 5;

    private final Served<Classifier> served;
    private final EventLog log;
    private final Pseudonyms pseudonyms;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final String firstMode;
    private final Counter approved;
    private final Counter declined;

    /** @param firstMode taken where nobody names one */
    public HiringPredictions(
            Served<Classifier> served,
            EventLog log,
            Pseudonyms pseudonyms,
            InstantSource clock,
            RandomGenerator random,
            String firstMode,
            MeterRegistry meters) {
        this.served = served;
        this.log = log;
        this.pseudonyms = pseudonyms;
        this.clock = clock;
        this.random = random;
        this.firstMode = firstMode;
        this.approved = counter("yes", meters);
        this.declined = counter("no", meters);
    }

    private static Counter counter(String decision, MeterRegistry meters) {
        return Counter.builder("predictions")
                .description("Applicants judged")
                .tag("model", HiringClassifier.MODEL)
                .tag("decision", decision)
                .register(meters);
    }

    /** The champion, if there is one. */
    public Optional<Served.Champion<Classifier>> champion() {
        return served.champion();
    }

    /** The mode taken where nobody names one. */
    public String firstMode() {
        return firstMode;
    }

    /** One that was answered. @param reasons the weightiest, {@code null} where none was asked for */
    record Answered(
            Asked asked,
            UUID decision,
            Prediction prediction,
            @Nullable List<Contribution> reasons) {}

    /** One that was judged, and is not yet durable. */
    private record Judged(Asked asked, UUID decision, ApplicantQuestion.Found found) {}

    /**
     * Judges one applicant, with the weightiest reasons.
     *
     * @throws NoModel if there is no model or it fails
     * @throws Unprocessable if there is no such mode
     */
    Answered predict(Asked asked) {
        requireModes(List.of(asked), "");
        List<Event> events = new ArrayList<>(1);
        Judged judged = ask(asked, clock.instant(), events);
        EventLog.Storing storing = log.begin(events);
        List<Contribution> reasons;
        try {
            // The disk takes longer than the explanation, and no processor.
            reasons = judged.found.reasons(REASONS);
        } finally {
            storing.await();
        }
        return answered(judged, reasons);
    }

    /** Judges many, all or none; without reasons. */
    List<Answered> predict(List<Asked> all) {
        requireModes(all, "predictions");
        Instant now = clock.instant();
        List<Event> events = new ArrayList<>(all.size());
        List<Judged> judged = all.stream().map(asked -> ask(asked, now, events)).toList();
        log.append(events);
        return judged.stream().map(one -> answered(one, null)).toList();
    }

    private void requireModes(List<Asked> all, String list) {
        List<String> modes = served.champion()
                .map(champion -> champion.model().thresholds().stream()
                        .map(Threshold::mode)
                        .map(Object::toString)
                        .toList())
                .orElseThrow(() -> new NoModel(Served.Fallback.NO_MODEL));
        List<Fault> faults = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            String mode = all.get(i).mode();
            if (mode != null && !modes.contains(mode)) {
                faults.add(new Fault(
                        (list.isEmpty() ? "" : list + '[' + i + "].") + Asked.MODE,
                        "one of " + modes + " is expected, or nothing for " + firstMode + ", got \""
                                + mode.substring(0, Math.min(40, mode.length())).replaceAll("\\p{Cntrl}", "?") + '"'));
            }
        }
        if (!faults.isEmpty()) {
            throw new Unprocessable(faults);
        }
    }

    private Judged ask(Asked asked, Instant now, List<Event> events) {
        UUID id = DecisionId.next(clock, random);
        String subject = pseudonyms.of(asked.code());
        String mode = asked.mode() == null ? firstMode : asked.mode();
        Served.Answer<Optional<ApplicantQuestion.Found>> answer =
                served.answer(new Decision(id, subject, false), new ApplicantQuestion(asked.row(), mode));
        ApplicantQuestion.Found found = answer.value()
                .orElseThrow(() -> new NoModel(answer.fallback() == null ? Served.Fallback.FAILED : answer.fallback()));
        events.add(new Event(
                UUID.randomUUID(),
                HiringClassifier.PREDICTION,
                now,
                id,
                subject,
                asked.code(),
                body(found.prediction(), asked),
                answer.answered()));
        return new Judged(asked, id, found);
    }

    private static ObjectNode body(Prediction prediction, Asked asked) {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        new Predicted(prediction, HiringClassifier.FINGERPRINT, asked.row()).write(body);
        return body;
    }

    private Answered answered(Judged judged, @Nullable List<Contribution> reasons) {
        Prediction prediction = judged.found.prediction();
        (prediction.decision() ? approved : declined).increment();
        return new Answered(judged.asked, judged.decision, prediction, reasons);
    }
}
