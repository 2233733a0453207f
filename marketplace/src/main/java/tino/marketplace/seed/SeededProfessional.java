package tino.marketplace.seed;

import java.util.List;
import tino.marketplace.dispute.Dispute;
import tino.marketplace.message.Message;
import tino.marketplace.professional.Professional;
import tino.marketplace.review.Review;

/**
 * One made-up person with a past. Identifiers of reviews, messages and disputes are 0: the database gives them.
 *
 * @param profile as it stands before anything was measured: rating, review count, engagement, confidence and dispute rate
 *     follow from the past by the daily measurement
 */
public record SeededProfessional(
        String name,
        Professional profile,
        Traits traits,
        List<Review> reviews,
        List<Message> messages,
        List<Dispute> disputes) {}
