package tino.lifecycle.alert;

import java.time.Duration;
import tino.lifecycle.monitor.Retraining;
import tino.lifecycle.pipeline.RunResult;
import tino.lifecycle.registry.RunOutcome;

/**
 * Has the model of a firing alert trained anew, once: the alert's key is in the reason of the run, and a run with that reason
 * is not asked for again.
 */
public final class RetrainChannel implements Channel {
    private final Retraining retraining;

    public RetrainChannel(Retraining retraining) {
        this.retraining = retraining;
    }

    @Override
    public String name() {
        return "retraining";
    }

    @Override
    public boolean wants(AlertRule rule, String kind) {
        return rule.retrain() && kind.equals("firing");
    }

    @Override
    public Duration patience() {
        return Duration.ofHours(6); // a training of everything there is
    }

    @Override
    public void send(Notification notification) throws NotSent {
        String model = notification.model();
        if (model == null) {
            throw new NotSent("The alert names no model to train.");
        }
        String reason = "alert " + notification.title() + " (" + notification.key() + ")";
        if (retraining.asked(model, reason, notification.at())) {
            return;
        }
        RunResult result = retraining.ask(model, reason);
        if (result.outcome() == RunOutcome.BUSY) {
            throw new NotSent(model + " is being trained at present.");
        }
    }
}
