package tino.language.route;

import org.jspecify.annotations.Nullable;

/**
 * Who asks what, as far as routing, budgets and the cache are concerned.
 *
 * @param question one sentence that can be understood by itself
 * @param tier one of the policy's
 * @param user the same person always has the same name here; {@code null} if not known
 * @param model a provider's name, a model's, or {@code provider/model}, that the asker chose; {@code null} to leave it to the policy
 * @param only whether nobody else is asked when that one fails
 * @param knowledge version of the sources: answers from others are not taken from the cache; {@code null}: the cache is not used, as in
 *     a conversation, where an answer depends on what was said before
 */
public record Asking(
        String question,
        String tier,
        @Nullable String user,
        @Nullable String model,
        boolean only,
        @Nullable String knowledge) {

    public static Asking of(String question, String tier, @Nullable String user, @Nullable String knowledge) {
        return new Asking(question, tier, user, null, false, knowledge);
    }
}
