package tino.server.console;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
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
import tino.lifecycle.gate.GateNotPassed;
import tino.lifecycle.gate.GateVerdict;
import tino.lifecycle.registry.ModelVersion;
import tino.lifecycle.registry.Registry;
import tino.lifecycle.rollout.Keeper;
import tino.lifecycle.rollout.Rollout;
import tino.lifecycle.rollout.Rollout.Stage;
import tino.lifecycle.rollout.RolloutMoved;
import tino.lifecycle.rollout.Rollouts;
import tino.lifecycle.rollout.Transition;
import tino.server.security.Account;

/** {@code /console/rollouts}: what is on trial and how it stands; its moves, each with a reason. */
@Controller
@RequestMapping("/console/rollouts")
final class RolloutsPage {
    private static final String ROOM = "/console/rollouts";
    private static final int PAST = 20;
    private static final int WAITING = 5;

    private final Registry registry;
    private final Rollouts rollouts;
    private final Keeper keeper;

    RolloutsPage(Registry registry, Rollouts rollouts, Keeper keeper) {
        this.registry = registry;
        this.rollouts = rollouts;
        this.keeper = keeper;
    }

    /**
     * One model's part of the page.
     *
     * @param champion {@code null} while the fallback answers
     * @param waiting newest versions that are neither champion nor on trial
     */
    record Part(
            String model,
            @Nullable ModelVersion champion,
            List<Trial> trials,
            List<ModelVersion> waiting,
            List<Past> past) {}

    /** A trial that is over, and its last step. */
    record Past(Rollout rollout, Transition last) {}

    @GetMapping
    String list(Model page) {
        page.addAttribute("parts", keeper.models().stream().map(this::part).toList());
        return "console/rollouts";
    }

    private Part part(String model) {
        List<Rollout> all = rollouts.all(model);
        ModelVersion champion = registry.champion(model).orElse(null);
        Set<Integer> busy =
                all.stream().filter(Rollout::open).map(Rollout::version).collect(Collectors.toSet());
        return new Part(
                model,
                champion,
                all.stream().filter(Rollout::open).map(this::trial).toList(),
                registry.versions(model).stream()
                        .filter(version -> !busy.contains(version.number()) && !isChampion(champion, version.number()))
                        .limit(WAITING)
                        .toList(),
                all.stream()
                        .filter(rollout -> !rollout.open())
                        .limit(PAST)
                        .map(rollout -> new Past(
                                rollout, rollouts.transitions(rollout.id()).getLast()))
                        .toList());
    }

    private static boolean isChampion(@Nullable ModelVersion champion, int version) {
        return champion != null && champion.number() == version;
    }

    private Trial trial(Rollout rollout) {
        boolean champion = rollout.stage() == Stage.FULL
                && isChampion(registry.champion(rollout.model()).orElse(null), rollout.version());
        boolean kept = rollout.open() && keeper.models().contains(rollout.model());
        Optional<GateVerdict> verdict = registry.gates().verdict(rollout.model(), rollout.version());
        return new Trial(
                rollout,
                kept ? Evidence.of(keeper.standing(rollout)) : null,
                kept && !rollout.paused() ? next(rollout) : null,
                rollout.open() || champion,
                rollouts.transitions(rollout.id()).reversed().stream()
                        .map(step -> Trial.Step.of(step, verdict))
                        .toList());
    }

    private Trial.Place next(Rollout rollout) {
        Integer percent = keeper.policy(rollout.model()).percentAfter(rollout.percent());
        return percent == null ? new Trial.Place(Stage.FULL, 100) : new Trial.Place(Stage.CANARY, percent);
    }

    @GetMapping("/{id}")
    String one(@PathVariable UUID id, Model page) {
        page.addAttribute("trial", trial(get(id)));
        return "console/rollout";
    }

    @GetMapping("/{id}/{move:" + Move.CODES + "}")
    String ask(@PathVariable UUID id, @PathVariable String move, Model page, RedirectAttributes next) {
        Rollout rollout = get(id);
        Trial trial = trial(rollout);
        if (!trial.allows(Move.of(move))) {
            return refuse("moved", rollout, next);
        }
        return decision(trial, Move.of(move), page).ask(page);
    }

    private static String refuse(String why, Rollout rollout, RedirectAttributes next) {
        next.addFlashAttribute("refused", why);
        return "redirect:" + address(rollout);
    }

    private static Decision decision(Trial trial, Move move, Model page) {
        Rollout rollout = trial.rollout();
        page.addAttribute("trial", trial);
        return new Decision(
                move.code(),
                rollout.model(),
                rollout.version(),
                address(rollout) + "/" + move.code(),
                Map.of("revision", rollout.revision()),
                address(rollout),
                move == Move.WITHDRAW);
    }

    @PostMapping("/{id}/{move:" + Move.CODES + "}")
    String decide(
            @PathVariable UUID id,
            @PathVariable String move,
            @RequestParam long revision,
            @RequestParam(defaultValue = "") String reason,
            Authentication who,
            Model page,
            HttpServletResponse response,
            RedirectAttributes next) {
        Rollout rollout = get(id);
        Trial trial = trial(rollout);
        if (rollout.revision() != revision || !trial.allows(Move.of(move))) {
            return refuse("moved", rollout, next);
        }
        if (reason.isBlank()) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            return decision(trial, Move.of(move), page).askForReason(page);
        }
        try {
            move(rollout, Move.of(move), Account.nameOf(who), reason.strip());
            next.addFlashAttribute("done", move);
            return "redirect:" + address(rollout);
        } catch (IllegalStateException e) {
            return refuse(get(id).revision() == revision ? obstacle(rollout) : "moved", rollout, next);
        }
    }

    /** What else there is that keeps a trial from moving. */
    private static String obstacle(Rollout rollout) {
        return switch (rollout.stage()) {
            case SHADOW -> "occupied";
            case CANARY, WITHDRAWN -> "gate";
            case FULL -> "alone";
        };
    }

    private void move(Rollout rollout, Move move, String who, String why) {
        switch (move) {
            case ADVANCE -> rollouts.advance(rollout, keeper.policy(rollout.model()), who, why, evidence(rollout));
            case PAUSE -> rollouts.pause(rollout, true, who, why);
            case RESUME -> rollouts.pause(rollout, false, who, why);
            case WITHDRAW -> rollouts.withdraw(rollout, who, why, evidence(rollout));
        }
    }

    private @Nullable String evidence(Rollout rollout) {
        return rollout.open() && keeper.models().contains(rollout.model())
                ? keeper.standing(rollout).evidence()
                : null;
    }

    @GetMapping("/start/{model}/{version}")
    String askToStart(@PathVariable String model, @PathVariable int version, Model page) {
        return start(model, version).ask(page);
    }

    private Decision start(String model, int version) {
        if (!keeper.models().contains(model) || registry.version(model, version).isEmpty()) {
            throw new ResponseStatusException(
                    HttpStatus.NOT_FOUND, "There is no version " + version + " of a model " + model + ".");
        }
        return new Decision("start", model, version, ROOM + "/start/" + model + "/" + version, Map.of(), ROOM, false);
    }

    @PostMapping("/start/{model}/{version}")
    String begin(
            @PathVariable String model,
            @PathVariable int version,
            @RequestParam(defaultValue = "") String reason,
            Authentication who,
            Model page,
            HttpServletResponse response,
            RedirectAttributes next) {
        Decision decision = start(model, version);
        if (reason.isBlank()) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            return decision.askForReason(page);
        }
        try {
            Optional<Rollout> begun =
                    rollouts.begin(model, version, keeper.policy(model), Account.nameOf(who), reason.strip());
            if (begun.isPresent()) {
                next.addFlashAttribute("done", "start");
                return "redirect:" + address(begun.get());
            }
            next.addFlashAttribute("refused", "waits");
        } catch (GateNotPassed e) {
            next.addFlashAttribute("refused", "gate");
        } catch (RolloutMoved e) {
            next.addFlashAttribute("refused", "started");
        }
        return "redirect:" + ROOM;
    }

    private Rollout get(UUID id) {
        return rollouts.rollout(id)
                .orElseThrow(() ->
                        new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no trial with the id " + id + "."));
    }

    private static String address(Rollout rollout) {
        return ROOM + "/" + rollout.id();
    }
}
