package tino.marketplace.seed;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import tino.marketplace.dispute.Dispute;
import tino.marketplace.message.Message;
import tino.marketplace.professional.Professional;
import tino.marketplace.review.Review;

/** What happened to a made-up professional before the marketplace is looked at: noisy signs of the traits. */
record Past(List<Review> reviews, List<Message> messages, List<Dispute> disputes) {
    private static final int MOST_REVIEWS = 150;
    private static final double REVIEWED_MONTHS = 36;
    private static final Duration RECENT = Duration.ofDays(28);

    static Past draw(
            Professional profile,
            Traits traits,
            Conversation.Voice voice,
            double months,
            Instant now,
            RandomGenerator random) {
        return new Past(
                reviews(profile, traits, voice, months, now, random),
                messages(profile, traits, voice, now, random),
                disputes(profile, traits, voice, months, now, random));
    }

    /** Known people get more of them, good ones hardly; a third has three or fewer. */
    private static List<Review> reviews(
            Professional profile,
            Traits traits,
            Conversation.Voice voice,
            double months,
            Instant now,
            RandomGenerator random) {
        double rate = Math.exp(-.9 + .6 * traits.renown() + .15 * traits.quality() + .5 * random.nextGaussian());
        int count = Math.min(MOST_REVIEWS, Draw.poisson(Math.min(months, REVIEWED_MONTHS) * rate, random));
        List<Review> reviews = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int stars = stars(traits.quality(), traits.reliability(), random.nextGaussian());
            String comment = random.nextDouble() < .6 ? voice.review(stars) : "";
            Instant at = between(profile.createdAt(), now, random);
            reviews.add(new Review(0, profile.id(), uuid(random), stars, comment, at, at));
        }
        return reviews;
    }

    /**
     * How many stars a satisfied or disappointed client gives. People are kind: the mean is 4.2 and half of all are fives.
     *
     * @param mood standard normal, the client's own
     */
    static int stars(double quality, double reliability, double mood) {
        return Math.clamp(Math.round(4.35 + .42 * quality + .2 * reliability + .85 * mood), 1, 5);
    }

    /** Questions of the last four weeks and, where the person answers, the answers some hours later. */
    private static List<Message> messages(
            Professional profile, Traits traits, Conversation.Voice voice, Instant now, RandomGenerator random) {
        int count = Draw.poisson(8 * Math.exp(.4 * traits.renown()), random);
        Instant since = profile.createdAt().isAfter(now.minus(RECENT)) ? profile.createdAt() : now.minus(RECENT);
        List<Message> messages = new ArrayList<>(2 * count);
        for (int i = 0; i < count; i++) {
            UUID contract = uuid(random);
            Instant asked = between(since, now, random);
            messages.add(new Message(0, contract, uuid(random), profile.id(), voice.question(), asked));
            Instant answered = asked.plusSeconds((long) (6 * 3600 * Draw.exponential(random)));
            if (random.nextDouble() < traits.answering() && answered.isBefore(now)) {
                messages.add(new Message(0, contract, profile.userId(), profile.id(), voice.answer(), answered));
            }
        }
        return messages;
    }

    private static List<Dispute> disputes(
            Professional profile,
            Traits traits,
            Conversation.Voice voice,
            double months,
            Instant now,
            RandomGenerator random) {
        double mean =
                .012 * Math.min(months, REVIEWED_MONTHS) * Math.exp(-.5 * traits.reliability() - .3 * traits.quality());
        int count = Draw.poisson(mean, random);
        List<Dispute> disputes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Instant at = between(profile.createdAt(), now, random);
            boolean resolved = random.nextDouble() < Draw.logistic(.8 + .5 * traits.reliability());
            disputes.add(new Dispute(0, profile.id(), uuid(random), voice.dispute(), resolved, at, at));
        }
        return disputes;
    }

    private static Instant between(Instant from, Instant to, RandomGenerator random) {
        return from.plusMillis(
                (long) (random.nextDouble() * Duration.between(from, to).toMillis()));
    }

    private static UUID uuid(RandomGenerator random) {
        return new UUID(
                (random.nextLong() & ~0xF000L) | 0x4000L,
                (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L);
    }
}
