package tino.marketplace.seed;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What a professional is really like. Nothing of it is stored or shown; profiles, texts, prices, reviews and answers only
 * hint at it. It follows from the seed and the number of the person alone, so a simulator can know what no ranking can.
 *
 * @param feminine grammatical gender of the texts
 * @param skill how well each speciality of the category is mastered, 0–1, in the vocabulary's order
 * @param main index of the speciality the person lives on
 * @param quality of the work, standard normal
 * @param reliability keeps word, answers, shows up; standard normal, correlated .3 with quality
 * @param warmth −1 matter-of-fact to 1 warm-hearted
 * @param care −1 quick and simple to 1 careful and thorough
 * @param renown how well known and self-promoting; drives the number of reviews, not their stars
 * @param colloquial whether the texts use everyday words besides the trade's
 */
public record Traits(
        Profession profession,
        boolean feminine,
        List<Double> skill,
        int main,
        double quality,
        double reliability,
        double warmth,
        double care,
        double renown,
        boolean colloquial) {

    static Traits draw(Vocabulary vocabulary, RandomGenerator random) {
        Profession profession = Draw.one(vocabulary.professions(), random);
        List<Profession.Speciality> specialities = profession.specialities();
        int main = Draw.weighted(specialities, Profession.Speciality::weight, random);
        Double[] skill = new Double[specialities.size()];
        for (int i = 0; i < skill.length; i++) {
            skill[i] = i == main
                    ? random.nextDouble(.85, 1)
                    : random.nextDouble() < .3 ? random.nextDouble(.45, .8) : random.nextDouble(.05, .3);
        }
        double quality = random.nextGaussian();
        double reliability = .3 * quality + Math.sqrt(1 - .3 * .3) * random.nextGaussian();
        return new Traits(
                profession,
                random.nextBoolean(),
                List.of(skill),
                main,
                quality,
                reliability,
                Math.tanh(random.nextGaussian()),
                Math.tanh(.3 * quality + random.nextGaussian()),
                random.nextGaussian(),
                random.nextDouble() < .45);
    }

    /** Whether somebody who asks gets an answer: a matter of reliability and a little of warmth. */
    public double answering() {
        return Draw.logistic(.9 + .9 * reliability + .4 * warmth);
    }

    public Profession.Speciality speciality() {
        return profession.specialities().get(main);
    }
}
