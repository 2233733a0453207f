package tino.assistant.query;

import java.util.Optional;

/** Which model people chose to answer a tier; empty where the policy does. */
@FunctionalInterface
public interface Choice {
    Optional<String> model(Tier tier);
}
