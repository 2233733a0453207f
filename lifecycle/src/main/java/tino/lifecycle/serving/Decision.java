package tino.lifecycle.serving;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is about to be given.
 *
 * @param subject pseudonym of the person, who then always meets the same variant; {@code null} where there is nobody
 * @param shadowed whether the versions in shadow answer it too, whatever their share; for callers who ask for that
 */
public record Decision(UUID id, @Nullable String subject, boolean shadowed) {

    /** What shares are counted by: people where they are known, decisions otherwise. */
    String unit() {
        return subject == null ? id.toString() : subject;
    }
}
