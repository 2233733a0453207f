package tino.server;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tino.lifecycle.alert.AlertWatch;
import tino.lifecycle.alert.Courier;
import tino.lifecycle.monitor.DriftWatch;
import tino.lifecycle.monitor.QualityMonitor;
import tino.lifecycle.rollout.Keeper;
import tino.lifecycle.schedule.Jobs;
import tino.lifecycle.schedule.Ticker;

/** All that a server does by the clock. */
public final class Clockwork implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Clockwork.class);
    private static final Duration METERS = Duration.ofMinutes(1);

    private final Jobs jobs;
    private final Keeper keeper;
    private final Courier courier;
    private final AlertWatch alerts;
    private final DriftWatch drift;
    private final QualityMonitor quality;
    private @Nullable Ticker meters;

    Clockwork(Jobs jobs, Keeper keeper, Courier courier, AlertWatch alerts, DriftWatch drift, QualityMonitor quality) {
        this.jobs = jobs;
        this.keeper = keeper;
        this.courier = courier;
        this.alerts = alerts;
        this.drift = drift;
        this.quality = quality;
    }

    /** Once, when the server is warm: what is overdue would compete with the warm-up. */
    public synchronized void start() {
        jobs.start();
        keeper.start();
        courier.start();
        // Of several servers one counts and measures, and perhaps another looks at the rules of alerts: each shall know
        // the same.
        meters = new Ticker("meters", METERS, this::refresh);
        alerts.start();
    }

    private void refresh() {
        try {
            drift.refresh();
            quality.refresh();
        } catch (RuntimeException e) {
            LOG.warn("The meters of drift and quality stay as they are: {}", e.toString());
        }
    }

    @Override
    public synchronized void close() {
        if (meters != null) {
            meters.close();
        }
    }
}
