package tino.lifecycle.privacy;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import tino.lifecycle.event.Pseudonyms;

/**
 * One person, by everything by which stores may know them.
 *
 * @param erasure in which they are forgotten; also of a person who is only looked at
 * @param ids account, profile, session, …; each means this person and nobody else
 * @param pseudonyms of the ids, under every key that is kept
 * @param words logins, addresses and such, by which files may know the person
 * @param stranger stands where the person stood in what is kept; means nobody
 */
public record Subject(UUID erasure, Set<String> ids, Set<String> pseudonyms, Set<String> words, UUID stranger) {
    /** From here on a text does not occur by chance inside another one. */
    private static final int UNMISTAKABLE = 20;

    static Subject of(UUID erasure, Collection<String> ids, Collection<String> words, UUID stranger, Pseudonyms keys) {
        Set<String> pseudonyms = new LinkedHashSet<>();
        ids.forEach(id -> pseudonyms.addAll(keys.all(id)));
        return new Subject(erasure, new LinkedHashSet<>(ids), pseudonyms, new LinkedHashSet<>(words), stranger);
    }

    /** Those of the ids that are UUIDs. */
    public static UUID[] uuids(Collection<String> ids) {
        return ids.stream()
                .filter(Subject::isUuid)
                .map(UUID::fromString)
                .distinct()
                .toArray(UUID[]::new);
    }

    /** Ids and pseudonyms. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>(ids);
        names.addAll(pseudonyms);
        return names;
    }

    /** Ids, pseudonyms and words. */
    Set<String> all() {
        Set<String> all = names();
        all.addAll(words);
        return all;
    }

    /** Whether the name means the person wherever it occurs, not only where it stands alone. */
    static boolean unmistakable(String name) {
        return name.length() >= UNMISTAKABLE;
    }

    static boolean isUuid(String text) {
        return text.matches("\\p{XDigit}{8}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{12}");
    }
}
