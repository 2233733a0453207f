package tino.server.console;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import tino.lifecycle.alert.Alert;
import tino.lifecycle.alert.AlertRule;
import tino.lifecycle.alert.AlertWatch;
import tino.lifecycle.alert.Alerts;
import tino.lifecycle.alert.Notifications;
import tino.lifecycle.alert.Silence;
import tino.lifecycle.alert.Silences;
import tino.server.security.Account;

/** {@code /console/alerts}: what fires, what fired, who is told; and silence, with a reason. */
@Controller
@RequestMapping("/console/alerts")
final class AlertsPage {
    private static final String ROOM = "/console/alerts";
    private static final int PAST = 50;
    private static final int DELIVERIES = 200;
    private static final List<Integer> HOURS = List.of(1, 4, 24, 72, 168);

    private final AlertWatch watch;
    private final Alerts alerts;
    private final Silences silences;
    private final Notifications notifications;

    AlertsPage(AlertWatch watch, Alerts alerts, Silences silences, Notifications notifications) {
        this.watch = watch;
        this.alerts = alerts;
        this.silences = silences;
        this.notifications = notifications;
    }

    /** @param silence that covers it now, {@code null}: none */
    record Open(Alert alert, @Nullable Silence silence) {}

    /** @param open its alerts, the most pressing first */
    record Declared(AlertRule rule, List<Alert> open) {}

    @GetMapping
    String list(Model page) {
        List<Silence> silent = silences.active();
        List<Alert> open = alerts.open();
        page.addAttribute(
                "open",
                open.stream()
                        .map(alert -> new Open(alert, covering(silent, alert).orElse(null)))
                        .toList());
        page.addAttribute(
                "rules",
                watch.rules().stream()
                        .map(rule -> new Declared(
                                rule,
                                open.stream()
                                        .filter(alert -> alert.rule().equals(rule.name()))
                                        .toList()))
                        .toList());
        page.addAttribute("silences", silent);
        page.addAttribute("past", alerts.resolved(PAST));
        page.addAttribute(
                "unsent",
                notifications.newest(DELIVERIES).stream()
                        .filter(delivery -> delivery.sentAt() == null && delivery.problem() != null)
                        .toList());
        return "console/alerts";
    }

    private static Optional<Silence> covering(List<Silence> silences, Alert alert) {
        return silences.stream().filter(silence -> silence.covers(alert)).findFirst();
    }

    @GetMapping("/silence/{rule}")
    String ask(@PathVariable String rule, Model page) {
        return form(known(rule), Map.of("hours", "4"), List.of(), page);
    }

    private AlertRule known(String name) {
        return watch.rules().stream()
                .filter(rule -> rule.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no rule " + name + " of alerts."));
    }

    private static String form(AlertRule rule, Map<String, String> form, List<String> problems, Model page) {
        page.addAttribute("rule", rule);
        page.addAttribute("hours", HOURS);
        page.addAttribute("form", form);
        page.addAttribute("problems", problems);
        return "console/silence";
    }

    @PostMapping("/silence/{rule}")
    String silence(
            @PathVariable String rule,
            @RequestParam int hours,
            @RequestParam(defaultValue = "") String reason,
            Authentication who,
            Model page,
            HttpServletResponse response,
            RedirectAttributes next) {
        AlertRule of = known(rule);
        if (reason.isBlank() || !HOURS.contains(hours)) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            return form(
                    of,
                    Map.of("hours", Integer.toString(hours), "reason", reason),
                    List.of(reason.isBlank() ? "reason" : "hours"),
                    page);
        }
        silences.silence(rule, Map.of(), Duration.ofHours(hours), Account.nameOf(who), reason);
        next.addFlashAttribute("done", "silenced");
        return "redirect:" + ROOM;
    }

    @PostMapping("/silences/{id}/end")
    String end(@PathVariable UUID id, Authentication who, RedirectAttributes next) {
        if (silences.silence(id).isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no silence with the id " + id + ".");
        }
        // One that somebody else has ended meanwhile is over, which is what was wanted.
        silences.end(id, Account.nameOf(who));
        next.addFlashAttribute("done", "unsilenced");
        return "redirect:" + ROOM;
    }
}
