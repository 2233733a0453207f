package tino.hiring.seed;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/** The text of a made-up CV: what is to be mentioned, in one of many ways, among things that mean nothing. */
final class Curriculum {
    private static final int LONG = 1_700;
    private static final int SHORT = 1_350;

    private final Vocabulary words;

    Curriculum(Vocabulary words) {
        this.words = words;
    }

    /** More than 1,500 characters with line breaks if the facts say so, else fewer. */
    String of(Person person, Facts facts, RandomGenerator random) {
        Vocabulary.Texts texts = words.texts();
        Vocabulary.Trade trade = trade(facts);
        List<String> said = new ArrayList<>();
        for (Mention mention : facts.mentions()) {
            said.add(Vocabulary.one(ways(mention), random));
        }
        said.add(Vocabulary.one(texts.near_misses(), random));
        said.add(Vocabulary.one(trade.work(), random));
        Collections.shuffle(said, Random.from(random));
        StringBuilder cv = new StringBuilder(facts.longCv() ? 2_200 : 1_500);
        cv.append(person.name()).append("\n\n");
        cv.append("Resumo\n").append(Vocabulary.one(texts.openings(), random)).append("\n\n");
        cv.append("Qualificações\n");
        said.forEach(
                one -> cv.append(random.nextBoolean() ? "- " : "• ").append(one).append('\n'));
        cv.append("\nFormação\n")
                .append(Vocabulary.one(trade.courses(), random))
                .append("\n\nExperiência\n");
        int year = 2024;
        while (cv.length() < (facts.longCv() ? LONG : 500 + random.nextInt(SHORT - 700))) {
            int from = year - 1 - random.nextInt(3);
            cv.append(Vocabulary.one(words.people().companies(), random)).append(" (" + from + " - " + year + ")\n");
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                cv.append("* ").append(Vocabulary.one(trade.work(), random)).append('\n');
            }
            cv.append(Vocabulary.one(texts.filler(), random)).append('\n');
            year = from;
        }
        return cv.toString();
    }

    /** Some people work in something whose trade has no titles of its own for data. */
    private Vocabulary.Trade trade(Facts facts) {
        Vocabulary.Trade trade = words.texts().areas().get(facts.area());
        if (trade == null) {
            throw new IllegalStateException(
                    "Expected " + facts.area() + " in tino/hiring/seed/texts.yml, it is missing.");
        }
        return trade;
    }

    private List<String> ways(Mention mention) {
        List<String> ways = words.texts().ways().get(mention.key());
        if (ways == null) {
            throw new IllegalStateException("Expected ways." + mention.key() + " in tino/hiring/seed/texts.yml.");
        }
        return ways;
    }

    String title(Facts facts, RandomGenerator random) {
        Vocabulary.Trade trade = trade(facts);
        return Vocabulary.one(
                facts.data() ? trade.data_titles() : facts.titled() ? trade.titles() : trade.other_titles(), random);
    }

    String field(Facts facts, RandomGenerator random) {
        return Vocabulary.one(trade(facts).fields(), random);
    }

    String course(Facts facts, RandomGenerator random) {
        return Vocabulary.one(trade(facts).courses(), random);
    }
}
