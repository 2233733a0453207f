package tino.server.cli;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tino.lifecycle.registry.ModelVersion;
import tino.marketplace.simulate.Fashion;
import tino.marketplace.simulate.Panel;
import tino.marketplace.simulate.SimulatedDay;

/** Plays days and tells them as they pass: a bar per day, a table, and figures at the end. */
final class Telling {
    /** Clients who judge a day, and how many judge the end. */
    private static final int PANELISTS = 150;

    private static final int LAST_PANELISTS = 500;
    private static final String ROW = "%-10s %8s %6s   %9s %8s   %-22s %-26s %s";

    private final Simulation simulation;
    private final Output output;
    private final long start = System.nanoTime();

    Telling(Simulation simulation, Output output) {
        this.simulation = simulation;
        this.output = output;
    }

    /** Plays the days that follow each other from the first, and writes each down. */
    List<SimulatedDay> days(Simulation.Stage stage, LocalDate first, int count, int searches, Fashion fashion) {
        List<SimulatedDay> told = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            told.add(day(stage, first.plusDays(i), "day %d of %d".formatted(i + 1, count), searches, fashion));
        }
        return told;
    }

    /** Plays a day, writes it down, and tells it with what happened to the model. @param name of its bar */
    SimulatedDay day(Simulation.Stage stage, LocalDate date, String name, int searches, Fashion fashion) {
        int before = simulation.happenings().size();
        SimulatedDay day;
        try (Progress progress = output.progress(name, searches)) {
            day = stage.story().day(date, searches, PANELISTS, fashion, _ -> progress.step());
        }
        simulation.days().put(day);
        row(day);
        simulation.happenings().stream().skip(before).forEach(news -> remark(news.what()));
        return day;
    }

    /** A line between the rows. */
    void remark(String text) {
        output.print(" ".repeat(11) + text);
    }

    void header() {
        output.print(ROW.formatted("", "", "", "true", "nDCG@10", "", "", ""));
        output.print(ROW.formatted(
                "day", "searches", "CTR@10", "heuristic", "learned", "ranked by", "on trial", "the night's training"));
    }

    void row(SimulatedDay day) {
        output.print(ROW.formatted(
                day.day(),
                day.searches(),
                share(day.ctr10()),
                share(day.ndcgWeights()),
                share(day.ndcgChampion()),
                day.rankedBy(),
                day.trials(),
                brief(day.verdict())));
    }

    /** What the story came to, judged by a larger panel of clients whom no day has seen. */
    Map<String, Object> figures(Simulation.Stage stage, List<SimulatedDay> days) {
        Panel.Comparison end =
                stage.panel().compare(0, LAST_PANELISTS, days.getLast().fashion());
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("days", days.size());
        figures.put("searches", days.stream().mapToInt(SimulatedDay::searches).sum());
        figures.put("ctr10", pair(end.weights().ctr(), end.champion().ctr()));
        figures.put("true_ndcg10", pair(end.weights().ndcg(), end.champion().ndcg()));
        figures.put("model", model());
        figures.put("seconds", Math.round((System.nanoTime() - start) / 1e8) / 10.0);
        output.print("");
        output.print(String.format(
                Locale.ROOT,
                "After %d days, %d fresh clients: true nDCG@10 %.3f by the heuristic, %.3f learned (%+.0f %%); CTR@10 %.2f and %.2f.",
                days.size(),
                LAST_PANELISTS,
                end.weights().ndcg(),
                end.champion().ndcg(),
                100 * (end.champion().ndcg() / end.weights().ndcg() - 1),
                end.weights().ctr(),
                end.champion().ctr()));
        return figures;
    }

    private Map<String, Object> model() {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("name", tino.marketplace.ranker.MarketplaceRanker.MODEL);
        model.put("version", simulation.champion().map(ModelVersion::number).orElse(0));
        return model;
    }

    private static Map<String, Double> pair(double heuristic, double learned) {
        Map<String, Double> pair = new LinkedHashMap<>();
        pair.put("heuristic", round(heuristic));
        pair.put("learned", round(learned));
        return pair;
    }

    private static double round(double value) {
        return Math.round(value * 1e4) / 1e4;
    }

    private static String share(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private static String brief(String verdict) {
        int colon = verdict.indexOf(':');
        return colon < 0 ? verdict : verdict.substring(0, colon);
    }
}
