package tino.marketplace.simulate;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.function.Consumer;

/** Days of a marketplace that learns from its own traffic: people come, at night it measures and trains, then it is judged. */
public final class Story {
    private static final Duration MEASURE_AT = Duration.ofMinutes(150);
    private static final Duration TRAIN_AT = Duration.ofHours(3);

    /** The panel of every day: the same clients, so that days can be compared. */
    private static final int DAILY = 1;

    private final Traffic traffic;
    private final Panel panel;
    private final Night night;
    private final Consumer<Instant> clock;
    private final ZoneId zone;

    /** What the marketplace does at night: the very jobs that its scheduler runs. */
    public interface Night {
        /** Measures the professionals and brings them into the index. */
        void measure();

        /** Trains and, if the gate lets it pass, puts on trial. @return what came of it, a sentence */
        String train();

        /** Who is on trial now and where, e.g. {@code v3 canary 25 %}; empty if nobody is. */
        String trials();
    }

    /** @param clock the marketplace's clock */
    public Story(Traffic traffic, Panel panel, Night night, Consumer<Instant> clock, ZoneId zone) {
        this.traffic = traffic;
        this.panel = panel;
        this.night = night;
        this.clock = clock;
        this.zone = zone;
    }

    /**
     * One day and the night after it.
     *
     * @param searches clients of the day
     * @param panelists clients who judge after the night
     * @param fashion by which both choose
     * @param searched told after every search
     */
    public SimulatedDay day(
            LocalDate date, int searches, int panelists, Fashion fashion, Consumer<Traffic.Searched> searched) {
        Traffic.Day day = traffic.play(date, searches, fashion, searched);
        Instant midnight = date.plusDays(1).atStartOfDay(zone).toInstant();
        traffic.rest(midnight.plus(MEASURE_AT));
        night.measure();
        traffic.rest(midnight.plus(TRAIN_AT));
        clock.accept(midnight.plus(TRAIN_AT));
        String verdict = night.train();
        Panel.Comparison judged = panel.compare(DAILY, panelists, fashion);
        return new SimulatedDay(
                date,
                day.searches(),
                day.clicks(),
                day.quotes(),
                day.contracts(),
                day.ctr10(),
                judged.weights().ctr(),
                judged.champion().ctr(),
                judged.weights().ndcg(),
                judged.champion().ndcg(),
                judged.championIs(),
                night.trials(),
                fashion,
                verdict);
    }
}
