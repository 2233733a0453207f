package tino.marketplace.seed;

import java.util.List;
import java.util.random.RandomGenerator;
import net.datafaker.Faker;
import org.jspecify.annotations.Nullable;

/**
 * What a profile says about its owner's studies; all empty for those who show none.
 *
 * @param score 0–1: level of the degree and standing of the school, with a little noise
 * @param rank of the university, 1 is best
 */
record Schooling(
        String degree,
        String course,
        String school,
        @Nullable Integer rank,
        String orcid,
        String lattes,
        double score) {
    private static final List<String> LEVELS =
            List.of("técnico", "graduação", "especialização", "mestrado", "doutorado");
    private static final double RANKS = 200;

    static Schooling draw(Traits traits, Faker faker, RandomGenerator random) {
        Profession profession = traits.profession();
        if (random.nextDouble() >= profession.academic()) {
            return new Schooling("", "", "", null, "", "", 0);
        }
        // Higher degrees are rarer; good people have them only a little more often.
        List<String> degrees = profession.degrees();
        double climb = Draw.logistic(-1 + .3 * traits.quality());
        int level = 0;
        while (level < degrees.size() - 1 && random.nextDouble() < climb) {
            level++;
        }
        String degree = degrees.get(level);
        int height = LEVELS.indexOf(degree);
        int rank = (int)
                Math.clamp(Math.round(Math.exp(3.6 - .25 * traits.quality() + random.nextGaussian())), 1, (long) RANKS);
        double score = .6 * (height + 1) / LEVELS.size() + .4 * (1 - Math.log(rank) / Math.log(RANKS));
        return new Schooling(
                degree,
                Draw.one(profession.courses(), random),
                faker.university().name(),
                rank,
                height >= 3 && random.nextDouble() < .7 ? orcid(random) : "",
                height >= 1 && random.nextDouble() < .5 ? digits(16, random) : "",
                Math.round(100 * Math.clamp(score + .05 * random.nextGaussian(), 0, 1)) / 100.0);
    }

    private static String digits(int count, RandomGenerator random) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append((char) ('0' + random.nextInt(10)));
        }
        return digits.toString();
    }

    /** Fifteen digits and their check character (ISO 7064 MOD 11-2), in groups of four. */
    private static String orcid(RandomGenerator random) {
        String digits = digits(15, random);
        int total = 0;
        for (char digit : digits.toCharArray()) {
            total = (total + digit - '0') * 2;
        }
        int check = (12 - total % 11) % 11;
        String all = digits + (check == 10 ? "X" : Integer.toString(check));
        return String.join("-", all.substring(0, 4), all.substring(4, 8), all.substring(8, 12), all.substring(12));
    }
}
