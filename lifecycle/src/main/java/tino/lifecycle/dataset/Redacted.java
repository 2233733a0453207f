package tino.lifecycle.dataset;

/**
 * A snapshot after a redaction.
 *
 * @param successor what takes its place
 * @param removed rows that are gone
 * @param detached rows that are there still and name somebody else
 */
public record Redacted(Dataset successor, long removed, long detached) {}
