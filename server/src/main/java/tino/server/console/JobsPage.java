package tino.server.console;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tino.lifecycle.schedule.JobExecution;
import tino.lifecycle.schedule.Jobs;
import tino.server.security.Account;

/** {@code /console/jobs}: what is done by the clock, when next, what became of it, and doing it now. */
@Controller
@RequestMapping("/console/jobs")
final class JobsPage {
    private static final String ROOM = "/console/jobs";
    private static final int PAST = 100;

    private final Jobs jobs;

    JobsPage(Jobs jobs) {
        this.jobs = jobs;
    }

    /**
     * @param due {@code null} where no server does jobs by the clock
     * @param last {@code null} where it was never done
     */
    record Job(String name, @Nullable Instant due, @Nullable JobExecution last) {
        public boolean running() {
            return last != null && last.outcome() == JobExecution.Outcome.RUNNING;
        }
    }

    @GetMapping
    String list(Model page) {
        Map<String, Instant> due = jobs.due();
        Map<String, JobExecution> last = jobs.last();
        page.addAttribute(
                "jobs",
                jobs.names().stream()
                        .map(name -> new Job(name, due.get(name), last.get(name)))
                        .toList());
        List<JobExecution> past = jobs.executions(PAST);
        page.addAttribute("past", past);
        return "console/jobs";
    }

    @GetMapping("/{job}/run")
    String ask(@PathVariable String job, Model page) {
        page.addAttribute("job", known(job));
        return "console/job";
    }

    private String known(String job) {
        if (!jobs.names().contains(job)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no job " + job + ".");
        }
        return job;
    }

    @PostMapping("/{job}/run")
    String run(@PathVariable String job, Authentication who, RedirectAttributes next) {
        try {
            jobs.begin(known(job), Account.nameOf(who));
            next.addFlashAttribute("done", "job");
        } catch (IllegalStateException busy) {
            next.addFlashAttribute("refused", "busy");
        }
        return "redirect:" + ROOM;
    }
}
