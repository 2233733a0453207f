package tino.language.provider;

import java.util.function.Consumer;

/** A model that answers: one of a service, or one in this process. Safe for use by many threads. */
public interface Provider {

    /** What policies, prices and figures call it: {@code openai}, {@code ollama}, {@code extractive}, … */
    String name();

    /** The model's own name, e.g. {@code gpt-4o-mini}. */
    String model();

    /**
     * Answers. Blocks until the answer is whole; meant for virtual threads.
     *
     * @param pieces is handed the text piece by piece as it comes, on the calling thread or another one but never on two at once, and
     *     never after this method has returned. What it throws ends the answer and is thrown on
     * @throws ProviderFailure if there is no whole answer
     * @throws InterruptedException if the caller's thread was interrupted; the call to the service is given up
     */
    Completion complete(Prompt prompt, Consumer<String> pieces) throws InterruptedException;
}
