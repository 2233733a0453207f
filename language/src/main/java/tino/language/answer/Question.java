package tino.language.answer;

import java.util.List;
import tino.language.provider.Message;

/**
 * What somebody asks.
 *
 * @param text as they wrote it
 * @param history what was said before, oldest first; questions of theirs and answers of ours
 */
public record Question(String text, List<Message> history) {
    public Question {
        history = List.copyOf(history);
    }

    public static Question of(String text) {
        return new Question(text, List.of());
    }
}
