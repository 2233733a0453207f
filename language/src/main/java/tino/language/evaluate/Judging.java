package tino.language.evaluate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tino.language.Passage;
import tino.language.benchmark.Benchmark;
import tino.language.metric.AnswerMatch;
import tino.language.metric.BertScore;
import tino.language.metric.CitationScore;
import tino.language.metric.Claim;
import tino.language.metric.Faithfulness;
import tino.language.metric.Keywords;
import tino.language.metric.RetrievalMeasures;
import tino.language.metric.Rouge;
import tino.language.metric.RougeWords;
import tino.language.metric.Sentences;

/** The measures of a single answer. */
record Judging(AnswerMatch match, RougeWords words) {
    private static final int MRR_DEPTH = 10;
    private static final Map<Measure, Integer> DEPTHS = new TreeMap<>(
            Map.of(Measure.RECALL_AT_1, 1, Measure.RECALL_AT_3, 3, Measure.RECALL_AT_5, 5, Measure.RECALL_AT_10, 10));

    /** All but {@link Measure#BERT_SCORE}. */
    Map<String, Double> values(Benchmark.Question question, Answered answered) {
        Map<String, Double> values = new LinkedHashMap<>();
        retrieval(question, answered.retrieved(), values);
        String text = text(answered);
        String brief = answered.refused() ? "" : Claim.withoutMarks(answered.brief());
        List<String> right = question.answerable() ? question.right() : List.of("");
        put(values, Measure.EXACT_MATCH, match.exact(brief, right));
        put(values, Measure.F1, match.f1(brief, right));
        if (question.answerable()) {
            Rouge rouge =
                    Rouge.best(question.right().stream().map(Judging::lines).toList(), lines(text), words);
            put(values, Measure.ROUGE_1, rouge.rouge1().f1());
            put(values, Measure.ROUGE_2, rouge.rouge2().f1());
            put(values, Measure.ROUGE_L, rouge.rougeL().f1());
            put(values, Measure.ROUGE_LSUM, rouge.rougeLsum().f1());
            put(values, Measure.KEYWORDS, Keywords.recall(text, question.keywords()));
        }
        if (!answered.refused()) {
            grounds(answered, values);
        }
        refusal(question.answerable(), answered.refused(), values);
        put(values, Measure.MILLIS, answered.millis());
        put(values, Measure.COST, answered.cost());
        return values;
    }

    /** Of a question to which no answer came. */
    Map<String, Double> failed(Benchmark.Question question) {
        Map<String, Double> values = new LinkedHashMap<>();
        retrieval(question, List.of(), values);
        put(values, Measure.EXACT_MATCH, 0);
        put(values, Measure.F1, 0);
        put(values, Measure.REFUSAL_ACCURACY, 0);
        if (question.answerable()) {
            for (Measure measure : List.of(Measure.ROUGE_1, Measure.ROUGE_2, Measure.ROUGE_L, Measure.ROUGE_LSUM)) {
                put(values, measure, 0);
            }
            put(values, Measure.KEYWORDS, question.keywords().isEmpty() ? Double.NaN : 0);
        } else {
            put(values, Measure.REFUSAL_RECALL, 0);
        }
        return values;
    }

    /** F1 against the nearest right answer. */
    static double bertScore(BertScore scores, Benchmark.Question question, String text) {
        return question.right().stream()
                .mapToDouble(right -> scores.of(right, text).f1())
                .max()
                .orElse(0);
    }

    /** As it is compared: without marks of citation, empty for a refusal. */
    static String text(Answered answered) {
        return answered.refused() ? "" : Claim.withoutMarks(answered.text());
    }

    private static String lines(String text) {
        return String.join("\n", Sentences.of(text));
    }

    private static void retrieval(Benchmark.Question question, List<Passage> found, Map<String, Double> values) {
        if (question.relevant().isEmpty()) {
            return;
        }
        // By source where the question names one, so that two passages of it are one result.
        List<String> names = found.stream()
                .map(passage -> question.relevant().contains(passage.source()) ? passage.source() : passage.id())
                .toList();
        DEPTHS.forEach(
                (measure, depth) -> put(values, measure, RetrievalMeasures.recall(names, question.relevant(), depth)));
        put(values, Measure.MRR_10, RetrievalMeasures.reciprocalRank(names, question.relevant(), MRR_DEPTH));
    }

    private static void grounds(Answered answered, Map<String, Double> values) {
        List<Claim> claims = Claim.of(answered.text());
        Map<Integer, Passage> passages = new TreeMap<>();
        answered.citations().forEach(citation -> passages.put(citation.number(), citation.passage()));
        CitationScore citations = CitationScore.of(claims, passages);
        put(values, Measure.CITATION_PRECISION, citations.precision());
        put(values, Measure.CITATION_RECALL, citations.recall());
        Faithfulness faithfulness = Faithfulness.of(claims, passages.values());
        put(values, Measure.FAITHFULNESS, faithfulness.score());
        put(values, Measure.FAITHFUL_NUMBERS, faithfulness.numbers());
    }

    static void refusal(boolean answerable, boolean refused, Map<String, Double> values) {
        put(values, Measure.REFUSAL_ACCURACY, answerable != refused ? 1 : 0);
        if (refused) {
            put(values, Measure.REFUSAL_PRECISION, answerable ? 0 : 1);
        }
        if (!answerable) {
            put(values, Measure.REFUSAL_RECALL, refused ? 1 : 0);
        }
    }

    static void put(Map<String, Double> values, Measure measure, double value) {
        if (Double.isFinite(value)) {
            values.put(measure.key(), value);
        }
    }
}
