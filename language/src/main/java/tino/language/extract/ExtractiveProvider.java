package tino.language.extract;

import java.util.function.Consumer;
import java.util.function.Function;
import tino.language.extract.QuotedAnswer.Quoted;
import tino.language.provider.Completion;
import tino.language.provider.Completion.Finish;
import tino.language.provider.Completion.Usage;
import tino.language.provider.Grounding;
import tino.language.provider.Message;
import tino.language.provider.Prompt;
import tino.language.provider.Provider;
import tino.language.provider.ProviderFailure;
import tino.language.provider.ProviderFailure.Kind;

/** A provider that writes nothing itself: it answers with sentences of the prompt's passages. Always there, without key or download. */
public final class ExtractiveProvider implements Provider {
    private static final int CHARACTERS_A_TOKEN = 4;

    private final Function<Grounding, QuotedAnswer> answerer;

    /** @param answerer {@link ExtractiveAnswerer#answer}, of whatever corpus is there when it is asked */
    public ExtractiveProvider(Function<Grounding, QuotedAnswer> answerer) {
        this.answerer = answerer;
    }

    @Override
    public String name() {
        return "extractive";
    }

    @Override
    public String model() {
        return "tino-extractive-1";
    }

    /**
     * Answers from the prompt's grounding; the messages are not read. Sentence by sentence; one that would go beyond the most tokens is
     * left out, unless it is the first, which is cut at a word.
     *
     * @throws ProviderFailure {@link Kind#REFUSED} without a grounding, or where its passages hold nothing to answer with
     */
    @Override
    public Completion complete(Prompt prompt, Consumer<String> pieces) throws InterruptedException {
        Grounding grounding = prompt.grounding();
        if (grounding == null) {
            throw new ProviderFailure(
                    Kind.REFUSED, "The extractive provider answers from passages only, and there are none", null, null);
        }
        if (Thread.interrupted()) {
            throw new InterruptedException("Interrupted before the answer began");
        }
        QuotedAnswer answer = answerer.apply(grounding);
        if (answer.sentences().isEmpty()) {
            throw new ProviderFailure(
                    Kind.REFUSED,
                    "None of " + grounding.passages().size() + " passages holds a sentence to answer with",
                    null,
                    null);
        }
        StringBuilder text = new StringBuilder();
        Finish finish = Finish.STOP;
        long most = (long) prompt.maxTokens() * CHARACTERS_A_TOKEN;
        for (Quoted sentence : answer.sentences()) {
            String piece = (text.isEmpty() ? "" : " ") + sentence.cited();
            if (text.length() + piece.length() > most) {
                finish = Finish.LENGTH;
                if (!text.isEmpty()) {
                    break;
                }
                piece = cut(sentence, most);
            }
            text.append(piece);
            pieces.accept(piece);
            if (finish == Finish.LENGTH) {
                break;
            }
        }
        int asked = prompt.messages().stream()
                .map(Message::text)
                .mapToInt(ExtractiveProvider::tokens)
                .sum();
        return new Completion(text.toString(), new Usage(asked, tokens(text.toString())), finish);
    }

    private static String cut(Quoted sentence, long most) {
        String mark = " [" + sentence.number() + "]";
        String text = sentence.text();
        int end = (int) Math.max(1, Math.min(text.length(), most - mark.length()));
        int word = end == text.length() ? end : text.lastIndexOf(' ', end);
        int first = text.indexOf(' ');
        // At least one whole word: half of one would be a word that no passage has.
        return text.substring(0, word > 0 ? word : first > 0 ? first : text.length()) + mark;
    }

    private static int tokens(String text) {
        return (text.length() + CHARACTERS_A_TOKEN - 1) / CHARACTERS_A_TOKEN;
    }
}
