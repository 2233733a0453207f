package tino.server;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tino.hiring.ApplicantStores;
import tino.language.budget.BudgetData;
import tino.lifecycle.event.Pseudonyms;
import tino.lifecycle.privacy.Erasures;
import tino.lifecycle.privacy.PersonalData;
import tino.marketplace.PersonalStores;
import tino.marketplace.professional.ProfessionalIndex;
import tino.marketplace.professional.Professionals;
import tino.search.LiveIndex;
import tino.search.RebuildProgress;
import tino.server.security.AccountData;

/** Everything that this installation keeps of people. Each application adds its own. */
public final class People {
    private People() {}

    /** For a command. @param index {@code null} where another process has it; that one is left what only it can do */
    public static Erasures erasures(Platform platform, Pseudonyms pseudonyms, @Nullable LiveIndex index) {
        Professionals professionals = new Professionals(platform.database(), platform.outbox());
        return erasures(
                platform,
                pseudonyms,
                PersonalStores.of(
                        platform.database(),
                        platform.outbox(),
                        professionals,
                        index == null
                                ? null
                                : () -> ProfessionalIndex.rebuild(index, professionals, RebuildProgress.SILENT),
                        null));
    }

    static Erasures erasures(Platform platform, Pseudonyms pseudonyms, PersonalStores marketplace) {
        List<PersonalData> stores = new ArrayList<>(Erasures.platformStores(
                platform.database(),
                pseudonyms,
                platform.lake(),
                platform.archive(),
                platform.home().logs()));
        // The logs come last: what the others do may be logged.
        List<PersonalData> applications = new ArrayList<>(marketplace.all());
        applications.addAll(ApplicantStores.of(platform.database()).all());
        applications.add(new BudgetData(platform.database(), pseudonyms));
        applications.add(new AccountData(platform.database()));
        stores.addAll(stores.size() - 1, applications);
        return new Erasures(
                platform.database(), pseudonyms, stores, platform.home().root(), platform.clock());
    }
}
