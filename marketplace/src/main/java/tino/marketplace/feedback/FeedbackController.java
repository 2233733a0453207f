package tino.marketplace.feedback;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tino.lifecycle.event.Event;
import tino.marketplace.feedback.Feedback.Kind;
import tino.web.InvalidInput;
import tino.web.InvalidInput.Fault;
import tino.web.Session;

/** Clicks, quotes and contracts over HTTP, one by one or many at once. */
@RestController
@Tag(name = "Tracking")
final class FeedbackController {
    /** Of one batch: about two megabytes of JSON. */
    static final int MOST = 10_000;

    private final FeedbackLog log;
    private final Supplier<UUID> ids;

    FeedbackController(FeedbackLog log, Supplier<UUID> ids) {
        this.log = log;
        this.ids = ids;
    }

    /** @param duplicates event ids that had been stored before */
    record Stored(int stored, int duplicates) {}

    @PostMapping({"/api/events/click/", "/api/events/click"})
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Somebody opened a result; durable when answered")
    void click(@RequestBody @Nullable Report report, HttpServletRequest request) {
        store(Kind.CLICK, report, request);
    }

    @PostMapping({"/api/events/quote/", "/api/events/quote"})
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Somebody asked a result for a quote; durable when answered")
    void quote(@RequestBody @Nullable Report report, HttpServletRequest request) {
        store(Kind.QUOTE, report, request);
    }

    @PostMapping({"/api/events/contract/", "/api/events/contract"})
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Somebody signed a contract with a result; durable when answered")
    void contract(@RequestBody @Nullable Report report, HttpServletRequest request) {
        store(Kind.CONTRACT, report, request);
    }

    @PostMapping({"/api/log/click/", "/api/log/click"})
    @Operation(summary = "As /api/events/click/, answers {\"ok\": true}")
    Map<String, Boolean> logClick(@RequestBody @Nullable Report report, HttpServletRequest request) {
        store(Kind.CLICK, report, request);
        return Map.of("ok", true);
    }

    @PostMapping({"/api/log/quote/", "/api/log/quote"})
    @Operation(summary = "As /api/events/quote/, answers {\"ok\": true}")
    Map<String, Boolean> logQuote(@RequestBody @Nullable Report report, HttpServletRequest request) {
        store(Kind.QUOTE, report, request);
        return Map.of("ok", true);
    }

    @PostMapping({"/api/log/contract/", "/api/log/contract"})
    @Operation(summary = "As /api/events/contract/, answers {\"ok\": true}")
    Map<String, Boolean> logContract(@RequestBody @Nullable Report report, HttpServletRequest request) {
        store(Kind.CONTRACT, report, request);
        return Map.of("ok", true);
    }

    @PostMapping({"/api/events/", "/api/events"})
    @Operation(summary = "Many at once, all stored or none; each says its type", description = "At most 10,000.")
    Stored batch(@RequestBody @Nullable List<@Nullable Report> reports, HttpServletRequest request) {
        if (reports == null || reports.size() > MOST) {
            throw new InvalidInput(
                    "body",
                    "an array of at most " + MOST + " events is expected, got "
                            + (reports == null ? "nothing" : reports.size()));
        }
        List<Fault> faults = new ArrayList<>();
        List<Event> events = new ArrayList<>(reports.size());
        for (int i = 0; i < reports.size(); i++) {
            read(null, reports.get(i), "[" + i + "].", faults, request, events);
        }
        return store(events, faults);
    }

    private void store(Kind kind, @Nullable Report report, HttpServletRequest request) {
        List<Fault> faults = new ArrayList<>();
        List<Event> events = new ArrayList<>(1);
        read(kind, report, "", faults, request, events);
        store(events, faults);
    }

    private void read(
            @Nullable Kind kind,
            @Nullable Report report,
            String prefix,
            List<Fault> faults,
            HttpServletRequest request,
            List<Event> events) {
        if (report == null) {
            faults.add(new Fault(prefix.isEmpty() ? "body" : prefix, "a JSON object is expected, got null"));
            return;
        }
        int before = faults.size();
        String session = Session.of(request, report.session()).orElse(null);
        Feedback feedback = report.read(kind, session, prefix, faults, ids);
        if (faults.size() == before) {
            log.event(feedback, prefix, faults).ifPresent(events::add);
        }
    }

    private Stored store(List<Event> events, List<Fault> faults) {
        if (!faults.isEmpty()) {
            throw new InvalidInput(faults);
        }
        int stored = log.store(events);
        return new Stored(stored, events.size() - stored);
    }
}
