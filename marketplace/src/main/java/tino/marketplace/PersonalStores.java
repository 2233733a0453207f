package tino.marketplace;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.database.Database;
import tino.lifecycle.privacy.PersonRows;
import tino.lifecycle.privacy.PersonalData;
import tino.marketplace.professional.IndexData;
import tino.marketplace.professional.Professionals;
import tino.marketplace.professional.ProfileData;
import tino.marketplace.search.ShownData;
import tino.marketplace.search.ShownLists;
import tino.search.outbox.Outbox;

/** Everything that the marketplace keeps of people, in the order in which it is erased. */
public record PersonalStores(List<PersonalData> all) {

    /**
     * @param rebuild builds the index anew; {@code null} where another process has the index
     * @param lists {@code null} in a process that shows none
     */
    public static PersonalStores of(
            Database database,
            Outbox outbox,
            Professionals professionals,
            @Nullable Runnable rebuild,
            @Nullable ShownLists lists) {
        return new PersonalStores(List.of(
                PersonRows.removed(
                        database,
                        "marketplace.messages",
                        "message",
                        "author",
                        "contract_id, author, professional_id, text, created_at"),
                // The stars are the professional's, and that there was a dispute counts.
                PersonRows.detached(
                        database,
                        "marketplace.reviews",
                        "review",
                        "author",
                        "professional_id, author, stars, comment, created_at, updated_at",
                        "comment"),
                PersonRows.detached(
                        database,
                        "marketplace.disputes",
                        "dispute",
                        "customer",
                        "professional_id, customer, reason, resolved, created_at, updated_at",
                        "reason"),
                new ProfileData(database, professionals),
                new IndexData(professionals, outbox, rebuild),
                new ShownData(lists)));
    }
}
