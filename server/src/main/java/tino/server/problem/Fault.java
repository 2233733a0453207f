package tino.server.problem;

/** One thing wrong with a request. @param field as the caller wrote it @param message what was expected, what came */
public record Fault(String field, String message) {}
