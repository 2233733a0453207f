package tino.language.evaluate;

import java.util.function.Consumer;
import tino.language.Retrieved;
import tino.language.answer.Answer;
import tino.language.answer.Answering;
import tino.language.answer.Question;
import tino.language.benchmark.Benchmark;

/** Answers as an application does, by whichever model it is wired to. What is searched no deeper than an answer reads has recall up to there only. */
public final class AnsweringRespondent implements Respondent {
    private static final Consumer<String> NOBODY = _ -> {};
    private static final double MILLION = 1e6;

    private final Answering answering;
    private final Answering.Terms terms;

    /** @param terms on which every question is asked */
    public AnsweringRespondent(Answering answering, Answering.Terms terms) {
        this.answering = answering;
        this.terms = terms;
    }

    /** @throws InterruptedException if the caller's thread was interrupted */
    @Override
    public Answered answer(Benchmark.Question question) throws InterruptedException {
        long start = System.nanoTime();
        Answer answer = answering.answer(Question.of(question.text()), terms, NOBODY);
        double millis = (System.nanoTime() - start) / MILLION;
        return new Answered(
                answer.text(),
                answer.text(),
                answer.citations(),
                answer.refused(),
                answer.retrieved().stream().map(Retrieved::passage).toList(),
                millis,
                answer.cost(),
                answer.provider() + "/" + answer.model());
    }
}
