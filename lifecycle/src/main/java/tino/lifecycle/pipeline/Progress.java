package tino.lifecycle.pipeline;

/** Shown to people while something long goes on. */
@FunctionalInterface
public interface Progress {
    Progress SILENT = (share, what) -> {};

    /** @param share 0–1 @param what a few words */
    void at(double share, String what);
}
