package tino.server.security;

/** What a person may do. */
public enum Role {
    /** Everything, including accounts and API keys. */
    ADMIN,

    /** Runs the marketplace: profiles, reviews, disputes, weights. */
    OPERATOR,

    /** Looks after the own profile. */
    PROFESSIONAL,

    /** Reads how the models do; changes nothing. */
    ANALYST,

    /** Answers people who contest a decision; else reads what an analyst reads. */
    REVIEWER
}
