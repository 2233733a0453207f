package tino.hiring.seed;

import java.util.List;

/** How far a made-up person went to school, in the words of the public data; later ones add to the usual salary. */
enum Schooling {
    MEDIO(-.5, -.25, List.of("Ensino Médio Completo", "Ensino Médio Incompleto", "Ensino Médio Cursando")),
    TECNOLOGO(.1, -.1, List.of("Ensino Técnico Completo", "Ensino Técnico Cursando", "Tecnólogo")),
    SUPERIOR_INCOMPLETO(.1, -.05, List.of("Ensino Superior Incompleto", "Ensino Superior Cursando")),
    SUPERIOR_COMPLETO(.7, .1, List.of("Ensino Superior Completo")),
    POS(
            1.1,
            .3,
            List.of("Pós Graduação Completo", "Pós Graduação Cursando", "Mestrado Completo", "Doutorado Cursando"));

    /** What it adds to the log-odds of being hired. */
    final double worth;

    final double logSalary;
    final List<String> words;

    Schooling(double worth, double logSalary, List<String> words) {
        this.worth = worth;
        this.logSalary = logSalary;
        this.words = words;
    }

    /** @param level about −3 to 3 */
    static Schooling of(double level) {
        return level < -.9
                ? MEDIO
                : level < -.4 ? TECNOLOGO : level < .1 ? SUPERIOR_INCOMPLETO : level < 1.1 ? SUPERIOR_COMPLETO : POS;
    }
}
