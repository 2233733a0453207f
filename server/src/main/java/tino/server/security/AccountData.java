package tino.server.security;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import tino.lifecycle.database.Database;
import tino.lifecycle.privacy.PersonalData;
import tino.lifecycle.privacy.Rows;
import tino.lifecycle.privacy.Subject;
import tools.jackson.databind.JsonNode;

/** The account with which a person signs in. */
public final class AccountData implements PersonalData {
    private final Database database;

    public AccountData(Database database) {
        this.database = database;
    }

    @Override
    public String name() {
        return "accounts";
    }

    @Override
    public Known known(Set<String> ids) {
        Set<String> found = new HashSet<>();
        Set<String> logins = new HashSet<>();
        database.sql()
                .sql("select id, login from account where id = any(?)")
                .param(Subject.uuids(ids))
                .query(row -> {
                    found.add(row.getString("id"));
                    logins.add(row.getString("login"));
                });
        return new Known(!found.isEmpty(), found, logins);
    }

    @Override
    public void export(Subject subject, Consumer<JsonNode> rows) {
        Rows.read(
                database,
                "select id, login, roles, enabled, created_at, changed_at from account where id = any(:ids)",
                rows,
                "ids",
                Subject.uuids(subject.ids()));
    }

    @Override
    public Map<String, Long> erase(Subject subject, boolean known) {
        return Map.of("removed", (long) database.sql()
                .sql("delete from account where id = any(?)")
                .param(Subject.uuids(subject.ids()))
                .update());
    }
}
