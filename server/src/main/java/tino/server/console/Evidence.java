package tino.server.console;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.rollout.Criterion;
import tino.lifecycle.rollout.Standing;
import tools.jackson.databind.json.JsonMapper;

/** What speaks for and against a trial, now or when it was moved. */
public record Evidence(List<CriterionRow> guards, List<CriterionRow> conditions) {

    /** As it is written down with a transition. */
    private record Written(
            @Nullable List<Criterion> guards, @Nullable List<Criterion> conditions) {}

    static Evidence of(Standing standing) {
        return of(standing.guards(), standing.conditions());
    }

    /** @param json of a transition, {@code null}: none @return {@code null} for none */
    public static @Nullable Evidence of(@Nullable String json) {
        if (json == null) {
            return null;
        }
        Written written = JsonMapper.shared().readValue(json, Written.class);
        return of(
                Objects.requireNonNullElse(written.guards(), List.of()),
                Objects.requireNonNullElse(written.conditions(), List.of()));
    }

    private static Evidence of(List<Criterion> guards, List<Criterion> conditions) {
        return new Evidence(
                guards.stream().map(CriterionRow::guard).toList(),
                conditions.stream().map(CriterionRow::condition).toList());
    }

    /** Guards, then conditions. */
    public List<CriterionRow> rows() {
        return Stream.concat(guards.stream(), conditions.stream()).toList();
    }

    /** Whether the rules would promote. */
    public boolean ready() {
        return broken().isEmpty() && conditions.stream().allMatch(row -> row.state() == CriterionRow.State.HELD);
    }

    /** The guards that were broken. */
    public List<CriterionRow> broken() {
        return guards.stream()
                .filter(row -> row.state() == CriterionRow.State.BROKEN)
                .toList();
    }
}
