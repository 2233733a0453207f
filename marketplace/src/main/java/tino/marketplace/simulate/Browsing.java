package tino.marketplace.simulate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import tino.marketplace.seed.Draw;
import tino.marketplace.seed.Traits;
import tino.marketplace.simulate.Action.Kind;

/**
 * How a client goes through a list of results. A patient one looks at rank <i>r</i> with probability <i>r</i><sup>−η</sup>,
 * whatever else happens (the position-based model: Richardson, Dominowska and Ragno, WWW 2007); another reads from the top,
 * goes on with probability γ after each result and stops when satisfied (the dynamic Bayesian network model: Chapelle and
 * Zhang, WWW 2009). What is looked at is clicked by how attractive the card seems; then profile, conversation and contract
 * reveal the truth step by step.
 *
 * <p>All chance is keyed by client, professional and rank: two rankings shown to the same client meet the same eyes, the
 * same misreadings and the same moods (common random numbers), so their difference is the rankings' own.
 */
public final class Browsing {
    private static final int FIT = 11;
    private static final int IMPRESSION = 12;
    private static final int EYE = 13;
    private static final int CLICK = 14;
    private static final int QUOTE = 15;
    private static final int CONTRACT = 16;
    private static final int TEMPO = 17;

    /** Errors that a reader of a card makes about fit and appeal (standard deviations). */
    private static final double FIT_ERROR = .12;

    private static final double APPEAL_ERROR = .4;

    /** The mean of all stars, and how much a star above it is believed to say about quality. */
    private static final double USUAL_STARS = 4.2;

    private static final double STAR = 1.2;

    /** Reviews needed until half of what the stars say is believed. */
    private static final double DOUBT = 4;

    private static final double VERIFIED = .25;

    private final People people;
    private final Habits habits;

    /**
     * @param decay η of the patient
     * @param persistence γ of the others
     * @param satisfied probability that somebody who asked for a quote looks no further
     * @param misclick probability of a click without any attraction
     */
    public record Habits(double decay, double persistence, double satisfied, double misclick) {
        public static final Habits USUAL = new Habits(.8, .88, .6, .01);
    }

    public Browsing(People people) {
        this(people, Habits.USUAL);
    }

    Browsing(People people, Habits habits) {
        this.people = people;
        this.habits = habits;
    }

    /** What the client does with the list, in the order of the list. */
    public List<Action> visit(Need need, List<Card> cards) {
        List<Action> actions = new ArrayList<>();
        boolean reading = true;
        for (Card card : cards) {
            if (need.patient() ? !glances(need, card.position()) : !reading) {
                continue;
            }
            Person person = people.find(card.professional()).orElse(null);
            boolean quoted = false;
            if (person != null && chance(need, person, CLICK) < clicks(need, person, card)) {
                quoted = follow(need, person, card, actions);
            }
            reading = chance(need, card.position(), EYE) < habits.persistence()
                    && !(quoted && chance(need, card.position(), TEMPO) < habits.satisfied());
        }
        return actions;
    }

    private boolean glances(Need need, int position) {
        return chance(need, position, EYE) < Math.pow(position, -habits.decay());
    }

    /** Clicks and, as far as it goes, asks for a quote and signs. @return whether a quote was asked for */
    private boolean follow(Need need, Person person, Card card, List<Action> actions) {
        RandomGenerator tempo = keyed(need, person, TEMPO);
        double seconds = 5 + 8 * card.position() + 20 * Draw.exponential(tempo);
        actions.add(new Action(Kind.CLICK, card, duration(seconds)));
        double relevance = HiddenTruth.relevance(need, person);
        if (chance(need, person, QUOTE) >= .75 * Math.sqrt(relevance * reading(need, person, card))) {
            return false;
        }
        seconds += 60 + 600 * Draw.exponential(tempo);
        actions.add(new Action(Kind.QUOTE, card, duration(seconds)));
        if (chance(need, person, CONTRACT)
                < relevance * (.3 + .7 * person.traits().answering())) {
            actions.add(new Action(Kind.CONTRACT, card, duration(seconds + 1800 + 4 * 3600 * Draw.exponential(tempo))));
        }
        return true;
    }

    /** Probability of a click on a card that is looked at. */
    private double clicks(Need need, Person person, Card card) {
        double attraction = reading(need, person, card);
        return habits.misclick() + (.95 - habits.misclick()) * Math.pow(attraction, 1.3);
    }

    /**
     * How attractive a card seems, 0–1: fit as far as title and excerpt tell it, appeal as far as stars, badge, price, way and
     * tone do. Quality and reliability themselves are not on the card.
     */
    private double reading(Need need, Person person, Card card) {
        double fit = Math.clamp(
                HiddenTruth.fit(need, person.traits())
                        + FIT_ERROR * keyed(need, person, FIT).nextGaussian(),
                0,
                1);
        RandomGenerator impression = keyed(need, person, IMPRESSION);
        Taste taste = need.taste();
        Traits traits = person.traits();
        double believed = card.reviews() == 0
                ? 0
                : STAR * (card.rating() - USUAL_STARS) * card.reviews() / (card.reviews() + DOUBT);
        double km = card.km() == null ? HiddenTruth.kilometres(need, person.location()) : card.km();
        double appeal = taste.quality() * believed
                + taste.reliability() * (.4 * believed + (card.verified() ? VERIFIED : -VERIFIED))
                + .5 * HiddenTruth.manner(need, traits)
                - HiddenTruth.cost(need, card.price(), km)
                + APPEAL_ERROR * impression.nextGaussian();
        return fit * Draw.logistic(appeal);
    }

    private static double chance(Need need, Person person, int stage) {
        return keyed(need, person, stage).nextDouble();
    }

    private static double chance(Need need, int position, int stage) {
        return Draw.keyed(need.key(), position, stage).nextDouble();
    }

    private static RandomGenerator keyed(Need need, Person person, int stage) {
        return Draw.keyed(need.key(), person.id().getMostSignificantBits(), stage);
    }

    private static Duration duration(double seconds) {
        return Duration.ofMillis((long) (1000 * seconds));
    }
}
