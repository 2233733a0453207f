package tino.marketplace.simulate;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import tino.marketplace.seed.Conversation;
import tino.marketplace.seed.Draw;
import tino.marketplace.simulate.Action.Kind;

/**
 * Days of clients who search, look, click, ask, sign, and later review, all through the HTTP API. What one day begins may
 * end on another.
 */
public final class Traffic {
    private static final int ARRIVAL = 31;
    private static final int AFTERWARDS = 32;
    /** Share of contracts that are reviewed. */
    private static final double REVIEWED = .6;

    /** Log-odds that a contract with somebody of usual reliability ends in a dispute. */
    private static final double DISPUTED = -3.5;

    private static final Duration DAWN = Duration.ofHours(6);
    private static final Duration AWAKE = Duration.ofHours(17);

    private final MarketplaceHttp marketplace;
    private final Needs needs;
    private final People people;
    private final Browsing browsing;
    private final Conversation conversation;
    private final Agenda agenda;
    private final ZoneId zone;

    /** @param clock the marketplace's clock, which the traffic moves */
    public Traffic(
            MarketplaceHttp marketplace,
            Needs needs,
            People people,
            Conversation conversation,
            Consumer<Instant> clock,
            ZoneId zone) {
        this.marketplace = marketplace;
        this.needs = needs;
        this.people = people;
        this.browsing = new Browsing(people);
        this.conversation = conversation;
        this.agenda = new Agenda(clock);
        this.zone = zone;
    }

    /** What a day came to. @param clicked lists with a click within the first ten */
    public record Day(int searches, int clicked, int clicks, int quotes, int contracts) {
        /** Share of lists with at least one click within the first ten. */
        public double ctr10() {
            return searches == 0 ? Double.NaN : clicked / (double) searches;
        }
    }

    /**
     * Plays one day up to its midnight.
     *
     * @param fashion of the day
     * @param searched told after every search
     */
    public Day play(LocalDate date, int searches, Fashion fashion, Consumer<Searched> searched) {
        Instant dawn = date.atStartOfDay(zone).plus(DAWN).toInstant();
        Tally tally = new Tally();
        for (int number = 0; number < searches; number++) {
            Need need = needs.draw(date.toEpochDay(), number, fashion);
            double hour = Draw.keyed(need.key(), ARRIVAL).nextDouble();
            agenda.add(dawn.plusMillis((long) (hour * AWAKE.toMillis())), () -> {
                SearchAnswer answer = visit(need, dawn.plusMillis((long) (hour * AWAKE.toMillis())), tally);
                searched.accept(new Searched(answer.rankedBy()));
            });
        }
        rest(date.plusDays(1).atStartOfDay(zone).toInstant());
        return tally.day(searches);
    }

    /** One search as its client saw it. @param rankedBy what the answer itself says */
    public record Searched(String rankedBy) {}

    /** Lets happen what was begun and is due before this time. */
    public void rest(Instant until) {
        agenda.until(until);
    }

    private static final class Tally {
        private final AtomicInteger clicked = new AtomicInteger();
        private final AtomicInteger clicks = new AtomicInteger();
        private final AtomicInteger quotes = new AtomicInteger();
        private final AtomicInteger contracts = new AtomicInteger();

        void count(List<Action> actions) {
            if (Panel.clicked(actions)) {
                clicked.incrementAndGet();
            }
            for (Action action : actions) {
                switch (action.kind()) {
                    case CLICK -> clicks.incrementAndGet();
                    case QUOTE -> quotes.incrementAndGet();
                    case CONTRACT -> contracts.incrementAndGet();
                }
            }
        }

        Day day(int searches) {
            return new Day(searches, clicked.get(), clicks.get(), quotes.get(), contracts.get());
        }
    }

    private SearchAnswer visit(Need need, Instant at, Tally tally) {
        SearchAnswer answer = marketplace.search(need);
        UUID decision = answer.decision();
        if (decision == null) {
            throw new IllegalStateException("A search should have a decision_id, got " + answer.rankedBy());
        }
        List<Action> actions = browsing.visit(need, answer.cards());
        tally.count(actions);
        for (Action action : actions) {
            Instant when = at.plus(action.after());
            agenda.add(when, () -> marketplace.report(decision, action, need.query()));
            people.find(action.card().professional())
                    .ifPresent(person -> afterwards(need, person, action.kind(), when));
        }
        return answer;
    }

    /** A quote starts a conversation; a contract ends in a review, now and then in a dispute. */
    private void afterwards(Need need, Person person, Kind kind, Instant at) {
        RandomGenerator random =
                Draw.keyed(need.key(), person.id().getMostSignificantBits(), AFTERWARDS, kind.ordinal());
        UUID client = new UUID((need.key() & ~0xF000L) | 0x8000L, (Draw.mix(need.key()) >>> 2) | Long.MIN_VALUE);
        Conversation.Voice voice = conversation.with(person.traits(), random);
        if (kind == Kind.QUOTE) {
            UUID contract =
                    new UUID((random.nextLong() & ~0xF000L) | 0x4000L, (random.nextLong() >>> 2) | Long.MIN_VALUE);
            String question = voice.question();
            agenda.add(at, () -> marketplace.message(person.id(), contract, client, question));
            if (random.nextDouble() < person.traits().answering()) {
                Instant later = at.plus(hours(5 * Draw.exponential(random)));
                String answer = voice.answer();
                agenda.add(later, () -> marketplace.message(person.id(), contract, person.user(), answer));
            }
        } else if (kind == Kind.CONTRACT) {
            if (random.nextDouble() < REVIEWED) {
                int stars = voice.stars();
                String review = voice.review(stars);
                Instant later = at.plus(hours(24 + 48 * Draw.exponential(random)));
                agenda.add(later, () -> marketplace.review(person.id(), client, stars, review));
            }
            if (random.nextDouble()
                    < Draw.logistic(DISPUTED - .6 * person.traits().reliability())) {
                Instant later = at.plus(hours(24 + 72 * Draw.exponential(random)));
                String reason = voice.dispute();
                agenda.add(later, () -> marketplace.dispute(person.id(), client, reason));
            }
        }
    }

    private static Duration hours(double hours) {
        return Duration.ofSeconds((long) (3600 * hours));
    }
}
