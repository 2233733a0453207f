package tino.server.console;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.util.UriComponentsBuilder;
import tino.lifecycle.gate.GateVerdict;
import tino.lifecycle.registry.Condition;
import tino.lifecycle.registry.ModelVersion;
import tino.lifecycle.registry.Registry;
import tino.lifecycle.registry.RunGroup;
import tino.lifecycle.registry.RunGroups;
import tino.lifecycle.registry.RunOutcome;
import tino.lifecycle.registry.RunStatus;
import tino.lifecycle.registry.Runs;
import tino.lifecycle.registry.TrackedRun;

/** {@code /console/runs}: the runs of pipelines and clients, and each as it goes on. */
@Controller
@RequestMapping("/console/runs")
final class RunsPage {
    private static final int PAGE = 25;
    private static final Condition.Page ALL = new Condition.Page(10_000, 0);

    /** What may have come of a run: a pipeline's outcomes, and what clients say besides. */
    private static final List<String> OUTCOMES = Stream.concat(
                    Arrays.stream(RunOutcome.values())
                            .filter(outcome -> outcome != RunOutcome.BUSY)
                            .map(Enum::name),
                    Stream.of(RunStatus.FINISHED, RunStatus.KILLED, RunStatus.SCHEDULED)
                            .map(Enum::name))
            .toList();

    private final Runs runs;
    private final RunGroups groups;
    private final Registry registry;
    private final LiveRuns live;

    RunsPage(Runs runs, RunGroups groups, Registry registry, LiveRuns live) {
        this.runs = runs;
        this.groups = groups;
        this.registry = registry;
        this.live = live;
    }

    /**
     * One line of the list.
     *
     * @param outcome one of {@link #OUTCOMES}
     * @param verdict of the gate, {@code null} if the run did not come to one
     */
    record Line(
            TrackedRun run,
            String group,
            String outcome,
            @Nullable GateVerdict verdict) {}

    @GetMapping
    String list(
            @RequestParam(required = false) @Nullable Long group,
            @RequestParam(required = false) @Nullable String outcome,
            @RequestParam(defaultValue = "0") long offset,
            Model page) {
        List<RunGroup> all = groups.search(
                List.of(), List.of(new Condition.Order(Condition.Subject.ATTRIBUTE, "name", true)), null, ALL);
        Map<Long, String> names = all.stream().collect(Collectors.toMap(RunGroup::id, RunGroup::name));
        List<Condition> conditions = new ArrayList<>();
        if (outcome != null && OUTCOMES.contains(outcome)) {
            conditions.add(new Condition(
                    Condition.Subject.ATTRIBUTE,
                    "outcome",
                    Condition.Operator.EQUAL,
                    new Condition.Value.Text(outcome)));
        }
        long from = Math.max(0, offset);
        List<TrackedRun> found = runs.search(
                group == null ? names.keySet() : List.of(group),
                conditions,
                List.of(),
                false,
                new Condition.Page(PAGE + 1, from));
        Map<UUID, GateVerdict> verdicts =
                registry.gates().verdicts(found.stream().map(TrackedRun::id).toList());
        List<Line> lines = found.stream()
                .limit(PAGE)
                .map(run ->
                        new Line(run, names.getOrDefault(run.experiment(), "–"), outcome(run), verdicts.get(run.id())))
                .toList();
        page.addAttribute("lines", lines);
        page.addAttribute("groups", all);
        page.addAttribute("outcomes", OUTCOMES);
        page.addAttribute("group", group);
        page.addAttribute("outcome", outcome);
        page.addAttribute("from", from);
        page.addAttribute("previous", from == 0 ? null : address(group, outcome, Math.max(0, from - PAGE)));
        page.addAttribute("next", found.size() <= PAGE ? null : address(group, outcome, from + PAGE));
        return "console/runs";
    }

    private static String address(@Nullable Long group, @Nullable String outcome, long offset) {
        return UriComponentsBuilder.fromPath("/console/runs")
                .queryParamIfPresent("group", Optional.ofNullable(group))
                .queryParamIfPresent("outcome", Optional.ofNullable(outcome).filter(text -> !text.isEmpty()))
                .queryParam("offset", offset)
                .toUriString();
    }

    private static String outcome(TrackedRun run) {
        return run.pipeline() == null
                ? run.status().name()
                : run.pipeline().outcome().name();
    }

    @GetMapping("/{id}")
    String run(@PathVariable UUID id, Model page) {
        TrackedRun run = find(id);
        page.addAttribute(
                "line",
                new Line(
                        run,
                        groups.find(run.experiment()).map(RunGroup::name).orElse("–"),
                        outcome(run),
                        registry.gates().verdicts(List.of(id)).get(id)));
        page.addAttribute("data", runs.data(id));
        page.addAttribute("versions", versions(id));
        return "console/run";
    }

    private List<ModelVersion> versions(UUID run) {
        return registry.searchVersions(
                List.of(new Condition(
                        Condition.Subject.ATTRIBUTE,
                        "run_id",
                        Condition.Operator.EQUAL,
                        new Condition.Value.Text(run.toString().replace("-", "")))),
                List.of(),
                ALL);
    }

    /** What happens in the run, as server-sent events, from the beginning or from where the browser was cut off. */
    @GetMapping(path = "/{id}/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter live(@PathVariable UUID id, @RequestHeader(name = "Last-Event-ID", defaultValue = "0") long seen) {
        find(id);
        return live.follow(id, seen);
    }

    private TrackedRun find(UUID id) {
        return runs.find(id)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no run " + id + "."));
    }
}
