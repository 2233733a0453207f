package tino.language.provider;

/**
 * What a model wrote.
 *
 * @param text whole, also where it was handed over in pieces
 * @param finish why it ended
 */
public record Completion(String text, Usage usage, Finish finish) {

    public enum Finish {
        /** It was done. */
        STOP,
        /** The most tokens were reached. */
        LENGTH,
        /** The provider refused, e.g. by its own filter of content. */
        FILTERED
    }

    /** Tokens read and written, as the provider counts them; estimated where it does not. */
    public record Usage(int promptTokens, int completionTokens) {
        public int totalTokens() {
            return promptTokens + completionTokens;
        }
    }
}
