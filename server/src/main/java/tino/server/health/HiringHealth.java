package tino.server.health;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;
import tino.hiring.prediction.HiringPredictions;

/** Whether applicants can be judged. A house without a classifier is well, it only cannot do this. */
@Component("hiringHealthIndicator")
final class HiringHealth extends AbstractHealthIndicator {
    private static final String NO_MODEL = "NO_MODEL";

    private final HiringPredictions predictions;

    HiringHealth(HiringPredictions predictions) {
        this.predictions = predictions;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        if (predictions.champion().isPresent()) {
            health.up();
        } else {
            health.status(NO_MODEL);
        }
    }
}
