package tino.language.retrieve;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tino.language.Retrieved;
import tino.language.text.Matching;
import tino.language.text.Question;
import tino.language.text.Shape;
import tino.language.text.TermStatistics;
import tino.language.text.Words;

/**
 * What speaks for a passage among those found for a question: its first score, how much of the question it and its best sentence hold,
 * whether the question's words stand together there, and what its document's other passages say. Most are given once as they are and
 * once below the best of the list: who is ahead matters more than by which figure.
 */
final class RerankFeatures {
    private static final double K1 = 1.2;
    private static final double B = .75;

    /** Those that are also given relative to the list's best. */
    private static final List<String> COMPARED = List.of(
            "score",
            "bm25",
            "coverage",
            "coverage_all",
            "sentence_coverage",
            "sentence_exact",
            "sentence_bm25",
            "pair_coverage",
            "bigrams",
            "ordered",
            "heading",
            "window",
            "rare",
            "document",
            "sum_sentences",
            "surface",
            "surface_all",
            "pairs",
            "triples",
            "longest_run");

    private static final List<String> ALONE = List.of(
            "rank",
            "words",
            "sentences",
            "kind",
            "terms",
            "definition",
            "missing_weight",
            "missing_in_sentence",
            "numbers_missing",
            "type_in_sentence",
            "begins_with_terms",
            "sentence_position",
            "sentence_length",
            "same_source",
            "heading_share");

    static final List<String> NAMES = names();
    static final int COUNT = NAMES.size();

    private RerankFeatures() {}

    private static List<String> names() {
        List<String> names = new ArrayList<>(COMPARED);
        COMPARED.forEach(name -> names.add(name + "_below_best"));
        names.addAll(ALONE);
        return List.copyOf(names);
    }

    /** One row a passage, one after another. */
    static float[] of(Question question, List<Retrieved> found, TermStatistics statistics) {
        int compared = COMPARED.size();
        float[] rows = new float[found.size() * COUNT];
        Phrases phrases = new Phrases(question, statistics);
        Map<String, double[]> sources = new HashMap<>();
        for (Retrieved one : found) {
            double[] sum = sources.computeIfAbsent(one.passage().source(), source -> new double[2]);
            sum[0] += one.score();
            sum[1]++;
        }
        for (int i = 0; i < found.size(); i++) {
            float[] row = row(question, phrases, found.get(i), i, sources, found.size(), statistics);
            System.arraycopy(row, 0, rows, i * COUNT, compared);
            System.arraycopy(row, compared, rows, i * COUNT + 2 * compared, row.length - compared);
        }
        for (int feature = 0; feature < compared; feature++) {
            float best = Float.NEGATIVE_INFINITY;
            for (int i = 0; i < found.size(); i++) {
                best = Math.max(best, rows[i * COUNT + feature]);
            }
            for (int i = 0; i < found.size(); i++) {
                rows[i * COUNT + compared + feature] = rows[i * COUNT + feature] - best;
            }
        }
        return rows;
    }

    private static float[] row(
            Question question,
            Phrases phrases,
            Retrieved found,
            int rank,
            Map<String, double[]> sources,
            int all,
            TermStatistics statistics) {
        Reading reading = Reading.of(found.passage());
        Words words = reading.text();
        Matching matching = Matching.of(question, words, statistics);
        Matching heading = Matching.of(question, reading.heading(), statistics);
        float[] covered = new float[matching.terms()];
        matching.cover(0, words.size(), covered);
        float[] withHeading = covered.clone();
        heading.cover(0, reading.heading().size(), withHeading);
        Best best = best(question, phrases, words, matching);
        double[] source = sources.getOrDefault(found.passage().source(), new double[2]);
        float rarest = 0;
        float rareFound = 0;
        float numbersMissing = 0;
        for (int i = 0; i < matching.terms(); i++) {
            if (matching.weight(i) > rarest) {
                rarest = matching.weight(i);
                rareFound = covered[i];
            }
            if (Character.isDigit(matching.term(i).charAt(0)) && covered[i] == 0) {
                numbersMissing++;
            }
        }
        float heads = heading.coverage(0, reading.heading().size());
        return new float[] {
            (float) found.score(),
            bm25(words, 0, words.size(), matching, statistics.averageWords()),
            matching.share(covered),
            matching.share(withHeading),
            best.coverage,
            best.exact,
            best.bm25,
            best.pair,
            best.bigrams,
            best.ordered,
            heads,
            best.window,
            rareFound,
            (float) source[0],
            best.sum,
            best.surface,
            phrases.surface(words, 0, words.size()),
            best.pairs,
            best.triples,
            best.run,
            rank,
            words.size(),
            words.sentences(),
            question.kind().ordinal(),
            matching.terms(),
            question.definition() ? 1 : 0,
            missing(matching, withHeading),
            best.missing,
            numbersMissing,
            best.typed,
            best.begins,
            words.sentences() == 0 ? 0 : (float) best.at / words.sentences(),
            best.length,
            (float) source[1] / all,
            headingShare(reading.heading(), heading)
        };
    }

    /** The best of each figure over the sentences; those of the sentence that covers most where it says so. */
    private static final class Best {
        float coverage;
        float exact;
        float bm25;
        float pair;
        float bigrams;
        float ordered;
        float window;
        float sum;
        float missing;
        float typed;
        float surface;
        float pairs;
        float triples;
        float run;
        float begins;
        int at;
        int length;
    }

    private static Best best(Question question, Phrases phrases, Words words, Matching matching) {
        Best best = new Best();
        float[] previous = new float[matching.terms()];
        float leading = -1;
        for (int sentence = 0; sentence < words.sentences(); sentence++) {
            int from = words.first(sentence);
            int to = words.last(sentence);
            float[] here = new float[matching.terms()];
            matching.cover(from, to, here);
            float coverage = matching.share(here);
            best.coverage = Math.max(best.coverage, coverage);
            best.exact = Math.max(best.exact, exact(matching, here));
            float bm25 = bm25(words, from, to, matching, 25);
            best.bm25 = Math.max(best.bm25, bm25);
            best.sum += coverage * coverage;
            float[] both = here.clone();
            for (int i = 0; i < both.length; i++) {
                both[i] = Math.max(both[i], .8f * previous[i]);
            }
            best.pair = Math.max(best.pair, matching.share(both));
            best.bigrams = Math.max(best.bigrams, bigrams(question, matching, from, to));
            best.ordered = Math.max(best.ordered, ordered(matching, from, to));
            best.window = Math.max(best.window, window(matching, from, to));
            best.surface = Math.max(best.surface, phrases.surface(words, from, to));
            best.pairs = Math.max(best.pairs, phrases.shared(words, from, to, 2));
            best.triples = Math.max(best.triples, phrases.shared(words, from, to, 3));
            best.run = Math.max(best.run, phrases.longestRun(words, from, to));
            if (question.definition() && begins(words, matching, from, to)) {
                best.begins = Math.max(best.begins, coverage);
            }
            if (coverage + .1f * bm25 / (1 + bm25) > leading) {
                leading = coverage + .1f * bm25 / (1 + bm25);
                best.at = sentence;
                best.length = to - from;
                best.typed = typed(question, words, matching, from, to);
                best.missing = missing(matching, here);
            }
            previous = here;
        }
        return best;
    }

    private static float exact(Matching matching, float[] here) {
        float[] exact = here.clone();
        for (int i = 0; i < exact.length; i++) {
            exact[i] = exact[i] == 1 ? 1 : 0;
        }
        return matching.share(exact);
    }

    private static float missing(Matching matching, float[] covered) {
        float most = 0;
        for (int i = 0; i < covered.length; i++) {
            most = Math.max(most, matching.weight(i) * (1 - covered[i]) / matching.total());
        }
        return most;
    }

    private static float bm25(Words words, int from, int to, Matching matching, double average) {
        float[] counts = new float[matching.terms()];
        for (int word = from; word < to; word++) {
            if (matching.termOf(word) >= 0) {
                counts[matching.termOf(word)] += matching.strength(word);
            }
        }
        double norm = K1 * (1 - B + B * (to - from) / average);
        double sum = 0;
        for (int i = 0; i < counts.length; i++) {
            sum += matching.weight(i) * counts[i] * (K1 + 1) / (counts[i] + norm);
        }
        return (float) (sum / matching.total());
    }

    /** Share of the question's neighbouring terms that are neighbours here, too, at most three words apart. */
    private static float bigrams(Question question, Matching matching, int from, int to) {
        if (matching.terms() < 2) {
            return 0;
        }
        boolean[] seen = new boolean[matching.terms()];
        int last = -1;
        int lastAt = -9;
        for (int word = from; word < to; word++) {
            int term = matching.termOf(word);
            if (term >= 0) {
                if (last >= 0 && term == last + 1 && word - lastAt <= 4) {
                    seen[term] = true;
                }
                last = term;
                lastAt = word;
            }
        }
        float sum = 0;
        float all = 0;
        for (int i = 1; i < seen.length; i++) {
            float weight = matching.weight(i - 1) + matching.weight(i);
            all += weight;
            sum += seen[i] ? weight : 0;
        }
        return sum / all;
    }

    /** Weight of the heaviest run of terms in the question's own order, as a share. */
    private static float ordered(Matching matching, int from, int to) {
        float[] best = new float[matching.terms()];
        for (int word = from; word < to; word++) {
            int term = matching.termOf(word);
            if (term >= 0) {
                float before = 0;
                for (int i = 0; i < term; i++) {
                    before = Math.max(before, best[i]);
                }
                best[term] = Math.max(best[term], before + matching.weight(term) * matching.strength(word));
            }
        }
        float most = 0;
        for (float weight : best) {
            most = Math.max(most, weight);
        }
        return most / matching.total();
    }

    /** Best coverage within twelve words. */
    private static float window(Matching matching, int from, int to) {
        float most = 0;
        for (int start = from; start < to; start++) {
            if (matching.termOf(start) >= 0) {
                most = Math.max(most, matching.coverage(start, Math.min(to, start + 12)));
            }
        }
        return most;
    }

    /** Whether a sentence opens with what is asked about and says that it is something. */
    private static boolean begins(Words words, Matching matching, int from, int to) {
        int terms = 0;
        for (int word = from; word < Math.min(to, from + 10); word++) {
            if (matching.termOf(word) >= 0) {
                terms++;
            } else if (terms > 0
                    && (Shape.isFiniteVerb(words, word) || words.folded(word).startsWith("defin"))) {
                return true;
            } else if (!words.isFunction(word)) {
                return false;
            }
        }
        return false;
    }

    /** Whether something of the kind that is asked for is there, beside the question's own words. */
    private static float typed(Question question, Words words, Matching matching, int from, int to) {
        for (int word = from; word < to; word++) {
            if (matching.termOf(word) >= 0) {
                continue;
            }
            boolean fits = switch (question.kind()) {
                case WHO -> Shape.isPerson(words, word) || Shape.isCapital(words, word) && word > from;
                case WHEN -> Shape.isTime(words, word) || words.folded(word).matches("apos|antes|quando|durante");
                case WHERE -> words.folded(word).matches("em|no|na|nos|nas");
                case HOW_MANY -> Shape.isNumeric(words, word);
                case WHY -> words.folded(word).matches("porque|pois|devido|por|visto|uma");
                case WHAT_FOR -> words.folded(word).matches("para|fim|objetivo|finalidade|visando");
                default -> true;
            };
            if (fits) {
                return 1;
            }
        }
        return 0;
    }

    private static float headingShare(Words heading, Matching matching) {
        int content = 0;
        int matched = 0;
        for (int word = 0; word < heading.size(); word++) {
            if (!heading.isFunction(word)) {
                content++;
                matched += matching.termOf(word) >= 0 ? 1 : 0;
            }
        }
        return content == 0 ? 0 : (float) matched / content;
    }
}
