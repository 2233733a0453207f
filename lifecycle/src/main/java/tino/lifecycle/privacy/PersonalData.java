package tino.lifecycle.privacy;

import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** One store that may keep something of a person. Applications have one for each of their tables or files. */
public interface PersonalData {

    /** Names the store in reports, e.g. {@code marketplace.reviews}; never changes. */
    String name();

    /** Whether this process can erase here; if not, another one does it. */
    default boolean available() {
        return true;
    }

    /**
     * What the store knows of a person, found fast.
     *
     * @param here whether anything of them is here
     * @param ids of the same person, those asked about or others, e.g. the profile of an account
     * @param words by which files may know them: logins, addresses
     */
    record Known(boolean here, Set<String> ids, Set<String> words) {
        public static final Known NOTHING = new Known(false, Set.of(), Set.of());

        public static Known of(boolean here) {
            return new Known(here, Set.of(), Set.of());
        }
    }

    /** Who the person is here, as far as can be said without reading everything. @param ids of one person */
    Known known(Set<String> ids);

    /** Whether the person is here, even if everything must be read; asked only where no store knows them. */
    default boolean mentions(Set<String> ids) {
        return false;
    }

    /**
     * Columns where what reads like an id of a person may name something else, e.g. a vacancy of an applicant's number; there a
     * short name is a find only in certain rows. What cannot occur by chance is one everywhere.
     *
     * @return {@code table.column} to which rows those are, in SQL; {@code false}: none
     */
    default Map<String, String> namesakes() {
        return Map.of();
    }

    /** Hands on everything of the person, row by row. */
    void export(Subject subject, Consumer<JsonNode> rows);

    /**
     * Removes everything of the person, or puts a stranger in their place where others need what is kept. Runs in a
     * transaction; must come to the same when done again after it was broken off.
     *
     * @param known whether the person was here when the erasure was asked for
     * @return what was done to how many rows or files, e.g. {@code removed → 12}; nothing that names the person
     */
    Map<String, Long> erase(Subject subject, boolean known);
}
