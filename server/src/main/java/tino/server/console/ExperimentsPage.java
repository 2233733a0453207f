package tino.server.console;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tino.lifecycle.database.Database;
import tino.lifecycle.experiment.Experiment;
import tino.lifecycle.experiment.ExperimentLog;
import tino.lifecycle.experiment.ExperimentReport;
import tino.lifecycle.experiment.Experiments;
import tino.lifecycle.gate.GateNotPassed;
import tino.lifecycle.registry.ModelVersion;
import tino.lifecycle.registry.Registry;
import tino.lifecycle.rollout.Keeper;
import tino.lifecycle.rollout.Rollout;
import tino.lifecycle.rollout.RolloutPolicy;
import tino.lifecycle.rollout.Rollouts;
import tino.lifecycle.statistic.Interval;
import tino.server.security.Account;

/** {@code /console/experiments}: two ways to answer on live traffic: those that run, those that ran, a new one. */
@Controller
@RequestMapping("/console/experiments")
final class ExperimentsPage {
    private static final String ROOM = "/console/experiments";
    private static final int PERCENT = 100;

    private final Experiments experiments;
    private final Registry registry;
    private final Rollouts rollouts;
    private final Keeper keeper;
    private final ExperimentLog log;

    ExperimentsPage(Experiments experiments, Registry registry, Rollouts rollouts, Keeper keeper, Database database) {
        this.experiments = experiments;
        this.log = new ExperimentLog(database);
        this.registry = registry;
        this.rollouts = rollouts;
        this.keeper = keeper;
    }

    /**
     * An experiment and what it says, drawn.
     *
     * @param arms in order
     * @param differences of A/B, in the order of the report's comparisons
     * @param preferred of interleaving, {@code null} else
     */
    record Findings(
            Experiment experiment,
            ExperimentReport report,
            Map<Experiment.Variant, ExperimentReport.Arm> arms,
            List<Difference> differences,
            @Nullable Drawing preferred) {

        /** @param bounded whether anything is known of where it lies */
        record Difference(
                ExperimentReport.Comparison comparison,
                boolean bounded,
                @Nullable Drawing drawing) {}

        static Findings of(ExperimentReport report) {
            Interval preferred = report.preferred();
            return new Findings(
                    report.experiment(),
                    report,
                    new TreeMap<>(report.arms()),
                    report.comparisons().stream()
                            .map(one -> new Difference(
                                    one,
                                    Double.isFinite(one.difference().low()),
                                    Drawing.of(one.difference(), 0.0, null)))
                            .toList(),
                    preferred == null ? null : Drawing.of(preferred, 0.0, null));
        }
    }

    /**
     * One model's part of the page.
     *
     * @param versions numbers, the newest first
     * @param free whether an experiment may begin: none runs, and no version on trial answers anybody
     */
    record Part(
            String model,
            @Nullable Findings running,
            List<Experiment> past,
            List<Integer> versions,
            @Nullable Integer champion,
            boolean free) {}

    @GetMapping
    String list(Model page) {
        page.addAttribute("parts", keeper.models().stream().map(this::part).toList());
        return "console/experiments";
    }

    private Part part(String model) {
        Experiment running = experiments.running(model).orElse(null);
        return new Part(
                model,
                running == null ? null : findings(running),
                experiments.all(model).stream()
                        .filter(one -> one.endedAt() != null)
                        .toList(),
                registry.versions(model).stream().map(ModelVersion::number).toList(),
                registry.champion(model).map(ModelVersion::number).orElse(null),
                running == null
                        && rollouts.open(model).stream().noneMatch(trial -> trial.stage() == Rollout.Stage.CANARY));
    }

    private Findings findings(Experiment experiment) {
        RolloutPolicy.Shadow shadow =
                Objects.requireNonNullElse(keeper.policy(experiment.model()).shadow(), RolloutPolicy.Shadow.STANDARD);
        return Findings.of(log.report(experiment, keeper.outcomes(experiment.model()), shadow.hitAt()));
    }

    @PostMapping
    String start(
            @RequestParam String model,
            @RequestParam Experiment.Kind kind,
            @RequestParam(required = false) @Nullable Integer a,
            @RequestParam(required = false) @Nullable Integer b,
            @RequestParam double percent,
            @RequestParam(defaultValue = "") String reason,
            Authentication who,
            RedirectAttributes next) {
        try {
            Experiment begun =
                    experiments.start(model, kind, a, b, percent / PERCENT, Account.nameOf(who), reason.strip());
            next.addFlashAttribute("done", "experiment");
            return "redirect:" + ROOM + "/" + begun.id();
        } catch (IllegalArgumentException e) {
            next.addFlashAttribute("refused", "invalid");
        } catch (GateNotPassed e) {
            next.addFlashAttribute("refused", "gate");
        } catch (IllegalStateException e) {
            next.addFlashAttribute("refused", "occupied");
        }
        return "redirect:" + ROOM;
    }

    @GetMapping("/{id}")
    String one(@PathVariable UUID id, Model page) {
        page.addAttribute("findings", findings(get(id)));
        return "console/experiment";
    }

    @GetMapping("/{id}/end")
    String askForTheEnd(@PathVariable UUID id, Model page) {
        return end(get(id)).ask(page);
    }

    private static Decision end(Experiment experiment) {
        return new Decision(
                "end", experiment.model(), 0, address(experiment) + "/end", Map.of(), address(experiment), false);
    }

    @PostMapping("/{id}/end")
    String end(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String reason,
            Authentication who,
            Model page,
            HttpServletResponse response,
            RedirectAttributes next) {
        Experiment experiment = get(id);
        if (reason.isBlank()) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            return end(experiment).askForReason(page);
        }
        try {
            experiments.end(id, Account.nameOf(who), reason.strip());
            next.addFlashAttribute("done", "end");
        } catch (IllegalStateException e) {
            next.addFlashAttribute("refused", "over");
        }
        return "redirect:" + address(experiment);
    }

    private Experiment get(UUID id) {
        return experiments
                .experiment(id)
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.NOT_FOUND, "There is no experiment with the id " + id + "."));
    }

    private static String address(Experiment experiment) {
        return ROOM + "/" + experiment.id();
    }
}
