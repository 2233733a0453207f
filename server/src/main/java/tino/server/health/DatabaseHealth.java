package tino.server.health;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;
import tino.lifecycle.database.Database;

/** Without its database the server cannot record what it answers, so it says that it is not ready. */
@Component("databaseHealthIndicator")
final class DatabaseHealth extends AbstractHealthIndicator {
    private final Database database;

    DatabaseHealth(Database database) {
        super("The database does not answer");
        this.database = database;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        database.sql().sql("select 1").query(Integer.class).single();
        health.up();
    }
}
