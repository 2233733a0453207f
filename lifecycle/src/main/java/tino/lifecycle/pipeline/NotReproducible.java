package tino.lifecycle.pipeline;

/** What it takes to train a version again is not recorded, or not there any more. */
public final class NotReproducible extends RuntimeException {
    NotReproducible(String message, Throwable cause) {
        super(message, cause);
    }

    NotReproducible(String message) {
        super(message);
    }
}
