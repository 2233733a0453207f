package tino.language.provider;

import java.nio.charset.StandardCharsets;

/** How many tokens a text has, without the model's own tokenizer. */
public final class TokenEstimate {
    /** Of Portuguese, by the tokenizers in use: between 3 and 4; the lower one, so as not to promise too little. */
    private static final int CHARACTERS_PER_TOKEN = 3;

    /** Role and separators that a service adds to each message (OpenAI documents 3 to 4). */
    private static final int PER_MESSAGE = 8;

    private TokenEstimate() {}

    /** About; at least 1 for a text that is not empty. */
    public static int of(String text) {
        return Math.ceilDiv(text.length(), CHARACTERS_PER_TOKEN);
    }

    /** About what a model reads of this prompt. */
    public static int of(Prompt prompt) {
        int tokens = PER_MESSAGE;
        for (Message message : prompt.messages()) {
            tokens += PER_MESSAGE + of(message.text());
        }
        return tokens;
    }

    /**
     * What a model reads of this prompt at most: tokenizers that work on bytes make no more tokens than there are bytes. Several
     * times the truth for ordinary text, and never less.
     */
    public static int atMost(Prompt prompt) {
        long tokens = PER_MESSAGE;
        for (Message message : prompt.messages()) {
            tokens += PER_MESSAGE + message.text().getBytes(StandardCharsets.UTF_8).length;
        }
        return Math.toIntExact(Math.min(tokens, Integer.MAX_VALUE));
    }
}
