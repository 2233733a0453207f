package tino.language.text;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Which words of a text are which terms of a question, and what each term weighs. */
public final class Matching {
    /** A word of the same family but another stem, as {@code iniciou} and {@code início}. */
    private static final float KIN = .6f;

    private static final int LEAST_PREFIX = 4;

    private final String[] terms;
    private final float[] weights;
    private final int[] term;
    private final float[] strength;
    private final float total;

    private Matching(String[] terms, float[] weights, int[] term, float[] strength) {
        this.terms = terms;
        this.weights = weights;
        this.term = term;
        this.strength = strength;
        float sum = 0;
        for (float weight : weights) {
            sum += weight;
        }
        this.total = Math.max(sum, 1e-6f);
    }

    public static Matching of(Question question, Words words, TermStatistics statistics) {
        List<Map.Entry<String, Integer>> asked = List.copyOf(question.terms().entrySet());
        String[] terms = new String[asked.size()];
        String[] forms = new String[asked.size()];
        float[] weights = new float[asked.size()];
        for (int i = 0; i < terms.length; i++) {
            terms[i] = asked.get(i).getKey();
            forms[i] = question.words().folded(asked.get(i).getValue());
            weights[i] = (float) statistics.idf(terms[i]);
        }
        int[] term = new int[words.size()];
        float[] strength = new float[words.size()];
        Arrays.fill(term, -1);
        for (int word = 0; word < words.size(); word++) {
            match(words, word, terms, forms, term, strength);
        }
        return new Matching(terms, weights, term, strength);
    }

    private static void match(Words words, int word, String[] terms, String[] forms, int[] term, float[] strength) {
        String stem = words.stem(word);
        for (int i = 0; i < terms.length; i++) {
            if (terms[i].equals(stem)) {
                term[word] = i;
                strength[word] = 1;
                return;
            }
        }
        if (words.isFunction(word)) {
            return;
        }
        String form = words.folded(word);
        int longest = 0;
        for (int i = 0; i < terms.length; i++) {
            int shared = sharedPrefix(form, forms[i]);
            if (shared > longest
                    && shared >= LEAST_PREFIX
                    && shared >= .6 * Math.max(form.length(), forms[i].length())) {
                longest = shared;
                term[word] = i;
                strength[word] = KIN;
            }
        }
    }

    private static int sharedPrefix(String a, String b) {
        int most = Math.min(a.length(), b.length());
        int at = 0;
        while (at < most && a.charAt(at) == b.charAt(at)) {
            at++;
        }
        return at;
    }

    /** How many terms the question has. */
    public int terms() {
        return terms.length;
    }

    public String term(int index) {
        return terms[index];
    }

    public float weight(int index) {
        return weights[index];
    }

    /** Sum of all terms' weights. */
    public float total() {
        return total;
    }

    /** The term that a word is, -1 for none. */
    public int termOf(int word) {
        return term[word];
    }

    /** 1 for the term's own stem, less for kin, 0 for none. */
    public float strength(int word) {
        return strength[word];
    }

    /** Share of the question's weight that the words {@code from} to {@code to} (exclusive) hold, 0 to 1. */
    public float coverage(int from, int to) {
        float[] best = new float[terms.length];
        cover(from, to, best);
        return share(best);
    }

    /** Raises {@code best} to how strongly each term is among the words. */
    public void cover(int from, int to, float[] best) {
        for (int word = from; word < to; word++) {
            if (term[word] >= 0) {
                best[term[word]] = Math.max(best[term[word]], strength[word]);
            }
        }
    }

    /** Share of the question's weight, given how strongly each term is there. */
    public float share(float[] best) {
        float sum = 0;
        for (int i = 0; i < best.length; i++) {
            sum += weights[i] * best[i];
        }
        return sum / total;
    }
}
