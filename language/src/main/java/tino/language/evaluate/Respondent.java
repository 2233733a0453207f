package tino.language.evaluate;

import tino.language.benchmark.Benchmark;

/** Whoever is judged. Safe for use by many threads. */
@FunctionalInterface
public interface Respondent {

    /**
     * Answers. The right answers are not to be looked at; the rest of the question may be, as where a model is chosen that did not learn from it.
     *
     * @throws Exception if there is no answer; the question counts as failed, with this message
     */
    Answered answer(Benchmark.Question question) throws Exception;
}
