package tino.server.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tino.lifecycle.database.Database;
import tino.lifecycle.event.Answered;
import tino.lifecycle.event.DecisionId;
import tino.lifecycle.event.Event;
import tino.lifecycle.event.EventLog;
import tino.lifecycle.registry.ModelVersion;
import tino.lifecycle.rollout.Keeper;
import tino.lifecycle.rollout.Rollout;
import tino.lifecycle.rollout.Rollouts;
import tino.lifecycle.rollout.ShadowLog;
import tino.marketplace.ranker.MarketplaceRanker;
import tino.server.report.WeeklyReports;
import tools.jackson.databind.json.JsonMapper;

class ReportsPageTest extends PageTest {
    private static final String MODEL = MarketplaceRanker.MODEL;

    private final SplittableRandom random = new SplittableRandom(9);

    private Event event(String type, UUID decision, @Nullable String item, @Nullable Answered answered) {
        return new Event(
                UUID.randomUUID(),
                type,
                DecisionId.time(decision),
                decision,
                "somebody",
                item,
                JsonMapper.shared().createObjectNode().put("position", 1),
                answered);
    }

    @Test
    void aManagerReadsWhatTheWeekCameTo() throws IOException {
        ModelVersion champion = marketplace.release("sim_semantico", .61);
        ModelVersion version = marketplace.register("score_avaliacao", .64);
        marketplace.judge(version, .64);
        Keeper keeper = marketplace.part(Keeper.class);
        Rollouts rollouts = marketplace.part(Rollouts.class);
        Rollout trial = rollouts.begin(MODEL, version.number(), keeper.policy(MODEL), "nightly", "For a test")
                .orElseThrow();
        List<Event> events = new ArrayList<>();
        List<ShadowLog.Case> cases = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            UUID decision = DecisionId.next(marketplace.part(InstantSource.class), random);
            events.add(event("answer", decision, null, new Answered(MODEL, champion.number(), null)));
            events.add(event("quote", decision, "wanted", null));
            // Shown at 2 or 6; the version would have shown it at 1, 1, 1, 5, …
            cases.add(new ShadowLog.Case(
                    trial.id(),
                    decision,
                    "somebody",
                    900,
                    List.of(
                            new ShadowLog.Item("wanted", i % 2 == 0 ? 2 : 6, i % 4 == 3 ? 5 : 1, .5, .9, 1, null),
                            new ShadowLog.Item("other", 1, 2, .9, .5, 1, null))));
        }
        marketplace.part(EventLog.class).append(events);
        new ShadowLog(marketplace.part(Database.class)).append(cases);
        keeper.standing(trial);
        rollouts.withdraw(trial, "Rui", "Só um ensaio", null);

        WeeklyReports reports = marketplace.part(WeeklyReports.class);
        Path file = reports.write(reports.report(reports.now()));
        assertThat(file.getFileName()).hasToString("shadow_eval_" + reports.now() + ".csv");
        List<String> lines = Files.readAllLines(file);
        assertThat(lines.getFirst())
                .isEqualTo(
                        "iso_week,model,version,decisions,successes,hit3_legacy,hit3_ltr,mrr_legacy,mrr_ltr,mrr_gap");
        // By hand: 4 of 8 at 2 and 4 at 6; 6 of 8 at 1 and 2 at 5. 1/2 · 1/2 + 1/2 · 1/6 = 1/3; 6/8 + 2/8 · 1/5 = 4/5.
        assertThat(lines)
                .contains(reports.now() + "," + MODEL + "," + version.number()
                        + ",8,8,0.500000,0.750000,0.333333,0.800000,0.466667");

        signIn(RunningMarketplace.READER);
        go("/console/reports/" + reports.now());
        assertThat(page.locator("[data-model=" + MODEL + "] .releases")).containsText("promovida");
        assertThat(page.locator("[data-model=" + MODEL + "] .releases")).containsText("Só um ensaio");
        assertThat(page.locator("[data-model=" + MODEL + "] table.shadows")).containsText("75,0");
        assertThat(page.locator("[data-model=" + MODEL + "] table.shadows")).containsText("50,0");
        Accessibility.check(page);
        wholePicture("report");
        page.locator("[data-language=en]").click();
        assertThat(page.locator("[data-model=" + MODEL + "] .releases")).containsText("withdrawn");
        wholePicture("report-en");
        narrow();
        page.setViewportSize(360, 780);
        signIn();
        go("/console/reports/" + reports.now());
        assertNoSidewaysScrolling();
        wholePicture("report-narrow");
    }

    @Test
    void aWeekThatIsNoneIsNotFound() {
        signIn();
        go("/console/reports");
        assertThat(page.locator("h1")).containsText("Semana");
        for (String week : List.of("2026-W60", "nothing", "2999-W01")) {
            assertThat(page.navigate(marketplace.address("/console/reports/" + week))
                            .status())
                    .as(week)
                    .isEqualTo(404);
        }
    }
}
