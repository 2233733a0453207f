package tino.lifecycle.pipeline;

/**
 * One dataset cut by time: {@code train} before {@code validation} before {@code test}.
 *
 * @param train what the model learns from
 * @param validation what stops the learning early and chooses parameters
 * @param test what the challenger and the champion are judged over, seen by neither
 */
public record Split<D>(D train, D validation, D test) {}
