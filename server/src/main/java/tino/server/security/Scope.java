package tino.server.security;

/** What a service with an API key may do. */
public enum Scope {
    /** Search and report events, at the key's own rate. */
    SEARCH,

    /** Write profiles, reviews, messages and disputes. */
    PROFILES,

    /** What an operator may do: weights, learning, models. */
    OPERATE,

    /** Log runs and their files, register models and move their stages and aliases: what an MLflow client does. */
    MODELS,

    /** Read runs and models. */
    MODELS_READ,

    /** Show people what is kept of them, and forget them. */
    PRIVACY,

    /** Read {@code /metrics} where it is not public. */
    METRICS,

    /** Judge applicants and report what became of them. */
    PREDICT,

    /** Ask the assistant at the key's own rate, and say of which tier its users are. */
    ASK,

    /** Compare rankers: searches that are not written down. What an analyst may do. */
    EVALUATE;

    String authority() {
        return this == EVALUATE ? "ROLE_" + Role.ANALYST : "SCOPE_" + name();
    }
}
