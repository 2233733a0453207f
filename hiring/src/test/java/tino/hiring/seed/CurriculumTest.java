package tino.hiring.seed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tino.hiring.feature.Applicant;
import tino.hiring.feature.HiringColumns;
import tools.jackson.databind.json.JsonMapper;

/** The text rules find what made-up CVs are known to say. */
class CurriculumTest {
    private static final int CVS = 3_000;

    /** How often, by what is said. */
    private static Map<String, Double> agreement(boolean dirty) {
        Vocabulary words = Vocabulary.load();
        Curriculum curriculum = new Curriculum(words);
        SplittableRandom random = new SplittableRandom(4);
        Map<String, Double> right = new TreeMap<>();
        for (int i = 0; i < CVS; i++) {
            Facts facts = Facts.drawn(random);
            Person person = Person.drawn(i, false, LocalDate.EPOCH, words.people(), random);
            String clean = curriculum.of(person, facts, random);
            float[] columns = HiringColumns.of(new Applicant(
                    JsonMapper.shared().createObjectNode().put("cv_pt", dirty ? Dirt.text(clean, random) : clean)));
            List<String> names = HiringColumns.names();
            for (Mention mention : Mention.values()) {
                boolean found = columns[names.indexOf("cv_" + mention.key())] == 1;
                right.merge(mention.key(), found == facts.mentions().contains(mention) ? 1. / CVS : 0, Double::sum);
            }
            boolean isLong = columns[names.indexOf("cv_tamanho_maior_1500")] == 1;
            right.merge("long", isLong == facts.longCv() ? 1. / CVS : 0, Double::sum);
        }
        return right;
    }

    @Test
    void rulesFindExactlyWhatACleanCvSays() {
        assertThat(agreement(false)).allSatisfy((_, share) -> assertThat(share).isGreaterThan(.9999));
    }

    @Test
    void rulesFindMostOfItInHtmlWithoutAccentsAndFromScanners() {
        assertThat(agreement(true)).allSatisfy((_, share) -> assertThat(share).isGreaterThan(.995));
    }
}
