package tino.server.cli;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** How far a command is: a bar on standard error where that is a terminal, silence otherwise. */
public final class Progress implements AutoCloseable {
    // Java cannot ask whether standard error is a terminal; the launcher can.
    private static final boolean TERMINAL = Boolean.getBoolean("tino.terminal");

    private static final long MEGABYTE = 1_000_000;

    private final @Nullable ProgressBar bar;

    private Progress(@Nullable ProgressBar bar) {
        this.bar = bar;
    }

    static Progress start(String what, long steps) {
        return start(bar(what, steps));
    }

    static Progress startBytes(String what, long bytes) {
        return start(bar(what, bytes).setUnit(" MB", MEGABYTE).showSpeed());
    }

    private static ProgressBarBuilder bar(String what, long steps) {
        return new ProgressBarBuilder()
                .setTaskName(what)
                .setInitialMax(steps)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                .setConsumer(new ConsoleProgressBarConsumer(System.err));
    }

    private static Progress start(ProgressBarBuilder bar) {
        return new Progress(TERMINAL ? bar.build() : null);
    }

    /** So many steps are done. Safe to call from many threads. */
    public void to(long done) {
        if (bar != null) {
            bar.stepTo(done);
        }
    }

    public void step() {
        if (bar != null) {
            bar.step();
        }
    }

    /** A few words behind the bar. */
    public void note(String words) {
        if (bar != null) {
            bar.setExtraMessage(" " + words);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
