package tino.language.evaluate;

import java.util.Arrays;
import java.util.Optional;

/**
 * What is measured of each answer. The figure of many is the mean over those questions to which it applies; of the others an answer has no value.
 * A question whose answering failed has 0 wherever more is better.
 */
public enum Measure {
    /** Share of the relevant passages or sources among the first found; where known. */
    RECALL_AT_1("recall_at_1"),
    RECALL_AT_3("recall_at_3"),
    RECALL_AT_5("recall_at_5"),
    RECALL_AT_10("recall_at_10"),
    /** One over the rank of the first relevant one among ten. */
    MRR_10("mrr10"),
    /** Exact match of the brief answer. A refusal is right where there is no answer and wrong elsewhere, as in SQuAD 2.0; likewise for F1. */
    EXACT_MATCH("em"),
    F1("f1"),
    /** ROUGE's F1 of the whole text against the nearest right answer, of answerable questions, 0 for a refusal. Likewise BERTScore. */
    ROUGE_1("rouge1"),
    ROUGE_2("rouge2"),
    ROUGE_L("rougeL"),
    ROUGE_LSUM("rougeLsum"),
    BERT_SCORE("bertscore"),
    /** Share of the keywords that are named, of answerable questions with keywords. */
    KEYWORDS("keywords"),
    /** Share of an answer's citations that are right, of answers with citations. */
    CITATION_PRECISION("citation_precision"),
    /** Share of an answer's sentences that are supported by what they cite, of all answers. */
    CITATION_RECALL("citation_recall"),
    /** {@link tino.language.metric.Faithfulness#score()}, of all answers. */
    FAITHFULNESS("faithfulness"),
    /** Share of an answer's numbers that the cited passages have, of answers with numbers. */
    FAITHFUL_NUMBERS("faithful_numbers"),
    /** Whether a question was refused just if it has no answer. */
    REFUSAL_ACCURACY("refusal_accuracy"),
    /** Of refused questions, whether rightly. */
    REFUSAL_PRECISION("refusal_precision"),
    /** Of questions without an answer, whether refused. */
    REFUSAL_RECALL("refusal_recall"),
    MILLIS("millis"),
    COST("cost");

    private final String key;

    Measure(String key) {
        this.key = key;
    }

    /** Its name in files, tables and runs. */
    public String key() {
        return key;
    }

    public static Optional<Measure> of(String key) {
        return Arrays.stream(values())
                .filter(measure -> measure.key.equals(key))
                .findFirst();
    }

    public boolean moreIsBetter() {
        return this != MILLIS && this != COST;
    }
}
