package tino.marketplace.seed;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;

/** What clients and professionals say to and about each other, for whoever lets them meet after the seeding. */
public final class Conversation {
    private final Vocabulary.Phrases phrases;

    public Conversation(Vocabulary vocabulary) {
        this.phrases = vocabulary.phrases();
    }

    /** One meeting with a professional. Not for use by several threads at once. */
    public Voice with(Traits traits, RandomGenerator random) {
        return new Voice(phrases, traits, random);
    }

    /** The texts of one meeting, each call another. */
    public static final class Voice {
        private final Vocabulary.Phrases phrases;
        private final Traits traits;
        private final RandomGenerator random;

        private Voice(Vocabulary.Phrases phrases, Traits traits, RandomGenerator random) {
            this.phrases = phrases;
            this.traits = traits;
            this.random = random;
        }

        public String question() {
            return say(phrases.questions());
        }

        public String answer() {
            return say(phrases.answers());
        }

        public String dispute() {
            return say(phrases.disputes());
        }

        /** 1–5, as satisfied as quality and reliability make a client of this mood. */
        public int stars() {
            return Past.stars(traits.quality(), traits.reliability(), random.nextGaussian());
        }

        public String review(int stars) {
            return say(Objects.requireNonNull(phrases.reviews().get(stars), "texts.yml has reviews for 1 to 5 stars"));
        }

        private String say(List<String> templates) {
            Profession profession = traits.profession();
            Map<String, String> slots = Map.of(
                    "sinal", Draw.one(traits.speciality().signs(), random),
                    "preco", Long.toString(Math.round(profession.price().typical())));
            return new Wording(slots, traits.feminine(), random).one(templates);
        }
    }
}
