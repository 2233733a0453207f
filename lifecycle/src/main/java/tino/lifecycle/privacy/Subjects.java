package tino.lifecycle.privacy;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tino.lifecycle.event.Pseudonyms;
import tools.jackson.databind.JsonNode;

/** Finds people in all stores, and hands out what is kept of them. */
public final class Subjects {
    private final Pseudonyms pseudonyms;
    private final List<PersonalData> stores;

    /** @param stores all there are */
    public Subjects(Pseudonyms pseudonyms, List<PersonalData> stores) {
        this.pseudonyms = pseudonyms;
        this.stores = List.copyOf(stores);
    }

    /** @param known store to whether the person was found there at once */
    record Found(Set<String> ids, Set<String> words, Map<String, Boolean> known) {}

    /** Receives rows, store by store. */
    public interface Export {
        void store(String name);

        void row(JsonNode row);
    }

    /** Whether any store knows somebody by this id. */
    public boolean know(String id) {
        return find(id).isPresent();
    }

    /**
     * Hands out everything of a person.
     *
     * @return whether there is such a person; if not, nothing was handed out
     */
    public boolean export(String id, Export export) {
        Optional<Found> found = find(id);
        found.ifPresent(person -> {
            Subject subject = Subject.of(new UUID(0, 0), person.ids, person.words, new UUID(0, 0), pseudonyms);
            for (PersonalData store : stores) {
                export.store(store.name());
                store.export(subject, export::row);
            }
        });
        return found.isPresent();
    }

    /** Empty if no store knows anybody by this id. */
    Optional<Found> find(String id) {
        Set<String> ids = new LinkedHashSet<>(Set.of(id));
        if (Subject.isUuid(id)) {
            ids.add(id.toLowerCase(Locale.ROOT));
        }
        Set<String> words = new LinkedHashSet<>();
        Map<String, Boolean> known = new LinkedHashMap<>();
        int before;
        do {
            before = ids.size();
            for (PersonalData store : stores) {
                PersonalData.Known here = store.known(Set.copyOf(ids));
                known.put(store.name(), here.here());
                ids.addAll(here.ids());
                words.addAll(here.words());
            }
        } while (ids.size() > before);
        boolean anywhere = known.containsValue(true) || stores.stream().anyMatch(store -> store.mentions(ids));
        return anywhere ? Optional.of(new Found(ids, words, known)) : Optional.empty();
    }
}
