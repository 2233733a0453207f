package tino.server.security;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** On the very first start, makes the administrator and prints the password, once and nowhere else. */
@Component
final class Entrance implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Entrance.class);

    private final Accounts accounts;
    private volatile boolean running;

    Entrance(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public void start() {
        accounts.firstAdministrator().ifPresent(password -> {
            // Standard error, not the log: a log is kept, copied and searched.
            System.err.println();
            System.err.println("  First start: sign in at /login as  admin  with the password  " + password);
            System.err.println("  It is shown this once. `tino account password admin` sets a new one.");
            System.err.println();
            LOG.info("Made the account admin");
        });
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the web server opens its door. */
    @Override
    public int getPhase() {
        return 0;
    }
}
