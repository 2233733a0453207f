package tino.marketplace.professional;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** What to call the professionals that a list of something else is about. */
public final class Titles {
    private Titles() {}

    /** Title by id, read in one query. */
    public static Map<UUID, String> of(Professionals professionals, Collection<UUID> ids) {
        return professionals.find(ids.stream().distinct().toList()).stream()
                .collect(Collectors.toMap(Professional::id, Professional::title));
    }
}
