package tino.marketplace;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.database.Database;
import tino.lifecycle.privacy.PersonalData;
import tino.marketplace.dispute.DisputeData;
import tino.marketplace.message.MessageData;
import tino.marketplace.professional.IndexData;
import tino.marketplace.professional.Professionals;
import tino.marketplace.professional.ProfileData;
import tino.marketplace.review.ReviewData;
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
                new MessageData(database),
                new ReviewData(database),
                new DisputeData(database),
                new ProfileData(database, professionals),
                new IndexData(professionals, outbox, rebuild),
                new ShownData(lists)));
    }
}
