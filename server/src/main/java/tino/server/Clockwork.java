package tino.server;

import tino.lifecycle.alert.AlertWatch;
import tino.lifecycle.alert.Courier;
import tino.lifecycle.rollout.Keeper;
import tino.lifecycle.schedule.Jobs;

/** All that a server does by the clock. */
public final class Clockwork {
    private final Jobs jobs;
    private final Keeper keeper;
    private final Courier courier;
    private final AlertWatch alerts;

    Clockwork(Jobs jobs, Keeper keeper, Courier courier, AlertWatch alerts) {
        this.jobs = jobs;
        this.keeper = keeper;
        this.courier = courier;
        this.alerts = alerts;
    }

    /** Once, when the server is warm: what is overdue would compete with the warm-up. */
    public void start() {
        jobs.start();
        keeper.start();
        courier.start();
        alerts.start();
    }
}
