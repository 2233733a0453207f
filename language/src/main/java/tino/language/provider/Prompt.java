package tino.language.provider;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model is asked.
 *
 * @param messages the conversation, instructions first, what is to be answered last
 * @param grounding what the answer must rest on; {@code null} in free conversation
 * @param maxTokens most tokens of the answer, at least 1
 * @param temperature 0 to 2
 * @param timeout for the whole answer
 */
public record Prompt(
        List<Message> messages, @Nullable Grounding grounding, int maxTokens, double temperature, Duration timeout) {

    // Not compact: javac leaves the annotations of a compact constructor's parameters out of the class file.
    public Prompt(
            List<Message> messages,
            @Nullable Grounding grounding,
            int maxTokens,
            double temperature,
            Duration timeout) {
        if (messages.isEmpty() || maxTokens < 1 || !(temperature >= 0 && temperature <= 2)) {
            throw new IllegalArgumentException(
                    "A prompt needs a message, maxTokens >= 1 and a temperature of 0 to 2, got " + messages.size()
                            + " messages, " + maxTokens + " and " + temperature);
        }
        this.messages = List.copyOf(messages);
        this.grounding = grounding;
        this.maxTokens = maxTokens;
        this.temperature = temperature;
        this.timeout = timeout;
    }
}
