package tino.server.console;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;
import tino.lifecycle.database.Database;
import tino.lifecycle.dataset.Dataset;
import tino.lifecycle.dataset.Lake;
import tino.lifecycle.gate.GateOverride;
import tino.lifecycle.gate.GateVerdict;
import tino.lifecycle.gate.RecordedVerdict;
import tino.lifecycle.privacy.Erasure;
import tino.lifecycle.privacy.Erasures;
import tino.lifecycle.registry.AliasChange;
import tino.lifecycle.registry.ModelVersion;
import tino.lifecycle.registry.Registry;
import tino.lifecycle.registry.RunRecord;
import tino.lifecycle.registry.Runs;
import tino.lifecycle.rollout.Rollout;
import tino.lifecycle.rollout.Rollouts;
import tino.server.security.Account;

/** {@code /console/models}: the versions of each model, where they come from, what the gate said, two side by side. */
@Controller
@RequestMapping("/console/models")
final class ModelsPage {
    private static final String ROOM = "/console/models";

    private final Database database;
    private final Registry registry;
    private final Rollouts rollouts;
    private final Runs runs;
    private final Lake lake;
    private final Erasures erasures;

    ModelsPage(Database database, Registry registry, Rollouts rollouts, Runs runs, Lake lake, Erasures erasures) {
        this.database = database;
        this.registry = registry;
        this.rollouts = rollouts;
        this.runs = runs;
        this.lake = lake;
        this.erasures = erasures;
    }

    /**
     * A version in the list.
     *
     * @param withdrawn whether it was champion and somebody returned to the one before
     * @param verdict of its gate, {@code null} for one that none has judged
     * @param trial its newest, {@code null} if it had none
     */
    record Line(
            ModelVersion version,
            List<String> aliases,
            boolean withdrawn,
            @Nullable GateVerdict verdict,
            List<GateOverride> overrides,
            @Nullable Rollout trial) {}

    @GetMapping
    String list(@RequestParam(required = false) @Nullable String model, Model page) {
        List<String> models = registry.models();
        String chosen = model != null ? model : models.isEmpty() ? "" : models.getFirst();
        if (model != null && !models.contains(model)) {
            throw notFound("There is no version of a model " + model + ".");
        }
        List<Line> lines = lines(chosen);
        page.addAttribute("models", models);
        page.addAttribute("model", chosen);
        page.addAttribute("lines", lines);
        page.addAttribute("erased", erased(chosen));
        page.addAttribute("returnable", registry.beforeChampion(chosen).orElse(null));
        page.addAttribute("crowned", crowned(chosen).map(Rollout::id).orElse(null));
        return "console/models";
    }

    private List<Line> lines(String model) {
        Map<String, Integer> aliases = registry.aliases(model);
        List<RecordedVerdict> verdicts = registry.gates().verdicts(model);
        List<GateOverride> overrides = registry.gates().overrides(model);
        List<Rollout> trials = rollouts.all(model);
        Set<Integer> withdrawn = withdrawn(registry.history(model, Registry.CHAMPION));
        return registry.versions(model).stream()
                .map(version ->
                        line(version, aliases, withdrawn.contains(version.number()), verdicts, overrides, trials))
                .toList();
    }

    /** @param history oldest first */
    private static Set<Integer> withdrawn(List<AliasChange> history) {
        Set<Integer> withdrawn = new HashSet<>();
        for (AliasChange change : history) {
            if (change.action() == AliasChange.Action.ROLLED_BACK && change.previous() != null) {
                withdrawn.add(change.previous());
            }
            withdrawn.remove(change.number());
        }
        return withdrawn;
    }

    private static Line line(
            ModelVersion version,
            Map<String, Integer> aliases,
            boolean withdrawn,
            List<RecordedVerdict> verdicts,
            List<GateOverride> overrides,
            List<Rollout> trials) {
        return new Line(
                version,
                aliases.entrySet().stream()
                        .filter(alias -> alias.getValue() == version.number())
                        .map(Map.Entry::getKey)
                        .sorted()
                        .toList(),
                withdrawn,
                verdicts.stream()
                        .filter(verdict -> Objects.equals(verdict.number(), version.number()))
                        .findFirst()
                        .map(RecordedVerdict::verdict)
                        .orElse(null),
                overrides.stream()
                        .filter(override -> override.number() == version.number())
                        .toList(),
                trials.stream()
                        .filter(trial -> trial.version() == version.number())
                        .findFirst()
                        .orElse(null));
    }

    /** By number, the versions that were trained on rows of people who were erased since. */
    private Map<Integer, Erasure.Trained> erased(String model) {
        return erasures.trained(model).stream()
                .collect(Collectors.toMap(Erasure.Trained::version, Function.identity()));
    }

    /** The trial by which the champion became it. */
    private Optional<Rollout> crowned(String model) {
        return registry.champion(model)
                .flatMap(champion -> rollouts.all(model).stream()
                        .filter(trial -> trial.version() == champion.number() && trial.stage() == Rollout.Stage.FULL)
                        .findFirst());
    }

    @GetMapping("/version")
    String version(@RequestParam String model, @RequestParam int number, Model page) {
        ModelVersion version = get(model, number);
        Line line = lines(model).stream()
                .filter(one -> one.version().number() == number)
                .findFirst()
                .orElseThrow();
        Dataset dataset = dataset(version).orElse(null);
        RunRecord run = Optional.ofNullable(version.run()).flatMap(runs::run).orElse(null);
        page.addAttribute("line", line);
        page.addAttribute("dataset", dataset);
        page.addAttribute("erased", erased(model).get(number));
        page.addAttribute("run", run);
        page.addAttribute("lineage", Lineage.of(dataset != null, run != null, line.aliases(), line.trial() != null));
        page.addAttribute(
                "checks",
                line.verdict() == null
                        ? List.of()
                        : line.verdict().findings().stream().map(CheckRow::of).toList());
        page.addAttribute(
                "trials",
                rollouts.all(model).stream()
                        .filter(trial -> trial.version() == number)
                        .toList());
        page.addAttribute(
                "changes",
                Stream.of(Registry.CHAMPION, Registry.CHALLENGER)
                        .flatMap(alias -> registry.history(model, alias).stream())
                        .filter(change -> change.number() == number)
                        .sorted(Comparator.comparing(AliasChange::at).reversed())
                        .toList());
        page.addAttribute(
                "others",
                registry.versions(model).stream()
                        .map(ModelVersion::number)
                        .filter(other -> other != number)
                        .toList());
        return "console/version";
    }

    private Optional<Dataset> dataset(ModelVersion version) {
        return Optional.ofNullable(version.dataset()).flatMap(hash -> lake.dataset(version.model(), hash));
    }

    @GetMapping("/compare")
    String compare(@RequestParam String model, @RequestParam int left, @RequestParam int right, Model page) {
        ModelVersion one = get(model, left);
        ModelVersion other = get(model, right);
        page.addAttribute("left", one);
        page.addAttribute("right", other);
        page.addAttribute("leftData", dataset(one).orElse(null));
        page.addAttribute("rightData", dataset(other).orElse(null));
        page.addAttribute("groups", ComparedGroup.of(registry.compare(model, left, right)));
        page.addAttribute(
                "numbers",
                registry.versions(model).stream().map(ModelVersion::number).toList());
        return "console/compare";
    }

    @GetMapping("/rollback")
    String askForRollback(@RequestParam String model, Model page) {
        return rollback(champion(model)).ask(page);
    }

    private static Decision rollback(ModelVersion champion) {
        return new Decision(
                "rollback",
                champion.model(),
                champion.number(),
                ROOM + "/rollback",
                Map.of("model", champion.model(), "champion", champion.number()),
                address(champion.model()),
                true);
    }

    @PostMapping("/rollback")
    String rollback(
            @RequestParam String model,
            @RequestParam int champion,
            @RequestParam(defaultValue = "") String reason,
            Authentication who,
            Model page,
            HttpServletResponse response,
            RedirectAttributes next) {
        if (reason.isBlank()) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            return rollback(champion(model)).askForReason(page);
        }
        database.transactions().executeWithoutResult(transaction -> {
            registry.lock(model);
            if (champion(model).number() != champion) {
                next.addFlashAttribute("refused", "moved");
            } else if (registry.beforeChampion(model).isEmpty()) {
                next.addFlashAttribute("refused", "alone");
            } else {
                registry.rollback(model, Account.nameOf(who), reason.strip());
                next.addFlashAttribute("done", "rollback");
            }
        });
        return "redirect:" + address(model);
    }

    private static String address(String model) {
        return UriComponentsBuilder.fromPath(ROOM)
                .queryParam("model", "{model}")
                .encode()
                .buildAndExpand(model)
                .toUriString();
    }

    private ModelVersion champion(String model) {
        return registry.champion(model).orElseThrow(() -> notFound("There is no champion of a model " + model + "."));
    }

    private ModelVersion get(String model, int number) {
        return registry.version(model, number)
                .orElseThrow(() -> notFound("There is no version " + number + " of a model " + model + "."));
    }

    private static ResponseStatusException notFound(String what) {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, what);
    }
}
