package tino.language.route;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.NullUnmarked;
import tino.language.provider.Completion;
import tino.language.provider.Prompt;
import tino.language.provider.Provider;
import tino.language.provider.ProviderFailure;
import tino.language.provider.ProviderFailure.Kind;

/** A model in this process that does what a test wants. */
@NullUnmarked // for tests
final class FakeProvider implements Provider {
    @FunctionalInterface
    interface Script {
        Completion play(Prompt prompt, Consumer<String> pieces) throws InterruptedException;
    }

    private final String name;
    final AtomicInteger calls = new AtomicInteger();
    volatile Script script;

    FakeProvider(String name) {
        this.name = name;
        script = saying("resposta de " + name);
    }

    static Script saying(String text) {
        return (prompt, pieces) -> {
            pieces.accept(text);
            return new Completion(text, new Completion.Usage(100, 50), Completion.Finish.STOP);
        };
    }

    static Script failing(Kind kind) {
        return (prompt, pieces) -> {
            throw new ProviderFailure(kind, "as the test wants", null, null);
        };
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String model() {
        return name + "-model";
    }

    @Override
    public Completion complete(Prompt prompt, Consumer<String> pieces) throws InterruptedException {
        calls.incrementAndGet();
        return script.play(prompt, pieces);
    }
}
