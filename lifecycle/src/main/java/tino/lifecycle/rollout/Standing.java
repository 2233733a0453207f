package tino.lifecycle.rollout;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a trial stands against its rules.
 *
 * @param guards what ends it at once where one is not held; empty in shadow
 * @param conditions what leads to the next step once all are held
 */
public record Standing(Rollout rollout, List<Criterion> guards, List<Criterion> conditions) {

    /** What the rules say should happen now. */
    public enum Verdict {
        STAY,
        ADVANCE,
        WITHDRAW
    }

    public Verdict verdict() {
        if (!guards.stream().allMatch(Criterion::held)) {
            return Verdict.WITHDRAW;
        }
        boolean ready = !conditions.isEmpty()
                && conditions.stream().allMatch(Criterion::held)
                && guards.stream().noneMatch(Standing::looksWorse);
        return ready && !rollout.paused() && rollout.open() ? Verdict.ADVANCE : Verdict.STAY;
    }

    /** To be withdrawn, a version must surely be worse; to answer more people, it must not even look so. */
    private static boolean looksWorse(Criterion guard) {
        return guard.interval() != null && guard.value() < guard.needed();
    }

    /** What decided, for the history. */
    public String reason() {
        return switch (verdict()) {
            case STAY -> "not all conditions hold yet";
            case ADVANCE -> "all conditions hold: " + text(conditions);
            case WITHDRAW ->
                text(guards.stream().filter(criterion -> !criterion.held()).toList());
        };
    }

    /** All of it, as it is kept with the transition that it led to: JSON with {@code guards} and {@code conditions}. */
    public String evidence() {
        return JsonMapper.shared().writeValueAsString(Map.of("guards", guards, "conditions", conditions));
    }

    private static String text(List<Criterion> criteria) {
        return criteria.stream()
                .map(criterion -> String.format(
                        Locale.ROOT,
                        "%s %.4g%s",
                        criterion.kind().name().toLowerCase(Locale.ROOT),
                        criterion.value(),
                        criterion.reference() == null
                                ? String.format(Locale.ROOT, " (limit %.4g)", criterion.needed())
                                : String.format(Locale.ROOT, " (control %.4g)", criterion.reference())))
                .collect(Collectors.joining(", "));
    }
}
