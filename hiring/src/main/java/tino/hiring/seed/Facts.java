package tino.hiring.seed;

import java.util.EnumSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * What is true of a made-up applicant, whether or not the files say so.
 *
 * @param english 0 none, 1 basic, 2 intermediate, 3 advanced, 4 fluent; Spanish likewise
 * @param titled whether the title says the area
 * @param data whether the title is one of data or business intelligence
 * @param overask how much more than usual in the area and with this schooling is asked for, in standard deviations
 * @param salary asked for a month, in reais
 * @param stated whether the salary is said at all
 * @param longCv whether the CV has more than 1,500 characters
 * @param luck what no column shows, standard normal
 */
record Facts(
        Area area,
        int english,
        int spanish,
        boolean otherLanguage,
        Schooling schooling,
        boolean titled,
        boolean data,
        double overask,
        double salary,
        boolean stated,
        Set<Certificate> certificates,
        Set<Mention> mentions,
        boolean longCv,
        boolean email,
        boolean corporate,
        boolean phone,
        boolean linkedin,
        boolean local,
        boolean objective,
        double luck) {

    private static final double[] ENGLISH = {-.7, -.3, .4, 1.5, 2.0};
    private static final double[] SPANISH = {0, 0, .2, .5, .6};
    private static final double SALARY_SPREAD = .30;

    static Facts drawn(RandomGenerator random) {
        Area area = Area.drawn(random.nextDouble());
        double ability = random.nextGaussian();
        Schooling schooling = Schooling.of(.6 * ability + .8 * random.nextGaussian() + (area == Area.TI ? .3 : 0));
        Set<Certificate> certificates = EnumSet.noneOf(Certificate.class);
        for (Certificate one : Certificate.values()) {
            if (likely(one.share(area), ability, random)) {
                certificates.add(one);
            }
        }
        Set<Mention> mentions = EnumSet.noneOf(Mention.class);
        for (Mention one : Mention.values()) {
            if (likely(one.share(area), ability, random)) {
                mentions.add(one);
            }
        }
        double overask = random.nextGaussian();
        return new Facts(
                area,
                level(.9 * ability + (area == Area.TI ? .5 : -.2) + random.nextGaussian()),
                level(.5 * ability - .7 + random.nextGaussian()),
                random.nextDouble() < .06,
                schooling,
                random.nextDouble() < .75,
                area == Area.TI && random.nextDouble() < .2,
                overask,
                Math.exp(area.logSalary + schooling.logSalary + SALARY_SPREAD * overask),
                random.nextDouble() < .75,
                certificates,
                mentions,
                likely(.55, ability, random),
                random.nextDouble() < .96,
                likely(.12, ability, random),
                random.nextDouble() < .94,
                likely(.40, ability, random),
                random.nextDouble() < .85,
                random.nextDouble() < .70,
                random.nextGaussian());
    }

    private static int level(double x) {
        return x < -.5 ? 0 : x < .3 ? 1 : x < 1.1 ? 2 : x < 1.9 ? 3 : 4;
    }

    /** Of able people more, so that on average of all it is about the share. */
    private static boolean likely(double share, double ability, RandomGenerator random) {
        double odds = share / (1 - share) * Math.exp(.6 * ability);
        return random.nextDouble() < odds / (1 + odds);
    }

    /**
     * The chance that somebody takes this person, known to nobody in the story.
     *
     * @param month of the 24, 0 to 24: with time more are taken
     * @return 0 to 1
     */
    double chance(double month) {
        return chance(month, luck);
    }

    double chance(double month, double luck) {
        double x = -5.3 + .01 * month + areaWorth() + ENGLISH[english] + SPANISH[spanish] + schooling.worth;
        x += otherLanguage ? .3 : 0;
        x += area == Area.TI && english >= 3 ? .6 : 0;
        x += !certificates.isEmpty() ? .5 : 0;
        x += certificates.contains(Certificate.EXCEL) ? .4 : 0;
        x += certificates.contains(Certificate.SAP_FI) ? (area == Area.FINANCEIRO ? 1.0 : .3) : 0;
        for (Mention mention : mentions) {
            x += worth(mention);
        }
        x += longCv ? .7 : 0;
        x += linkedin ? .6 : 0;
        x += corporate ? .4 : 0;
        x += phone ? .3 : 0;
        x += email ? .3 : 0;
        x += objective ? .2 : 0;
        x -= stated ? 1.1 * overask : 0;
        x += .9 * luck;
        return 1 / (1 + Math.exp(-x));
    }

    private double areaWorth() {
        return switch (area) {
            case ADMIN -> .2;
            case TI -> data ? .9 : .4;
            case FINANCEIRO -> .3;
            case OUTRA -> -.7;
        };
    }

    private double worth(Mention mention) {
        boolean office = area == Area.ADMIN || area == Area.FINANCEIRO;
        return switch (mention) {
            case EXCEL_AVANCADO -> office ? 1.0 : .4;
            case KPI -> .8;
            case CONTROLADORIA -> .8;
            case CONTABIL -> .3;
            case FINANCEIRO, ADMINISTRATIVO -> .1;
            case SAP -> .9;
            case PROTHEUS -> office ? .4 : .1;
            case NAVISION -> .2;
        };
    }
}
