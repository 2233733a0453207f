package tino.marketplace.professional;

import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tino.lifecycle.privacy.PersonalData;
import tino.lifecycle.privacy.Subject;
import tino.search.outbox.Outbox;
import tools.jackson.databind.JsonNode;

/**
 * The index. Its files keep what was deleted from it until they are merged, and its embedder learned words from the profile:
 * both are made anew without it.
 */
public final class IndexData implements PersonalData {
    private final Professionals professionals;
    private final Outbox outbox;
    private final @Nullable Runnable rebuild;

    /** @param rebuild builds the index anew; {@code null} where another process has the index */
    public IndexData(Professionals professionals, Outbox outbox, @Nullable Runnable rebuild) {
        this.professionals = professionals;
        this.outbox = outbox;
        this.rebuild = rebuild;
    }

    @Override
    public String name() {
        return "marketplace.index";
    }

    @Override
    public boolean available() {
        return rebuild != null;
    }

    @Override
    public Known known(Set<String> ids) {
        return Known.of(!professionals.ofPerson(Subject.uuids(ids)).isEmpty());
    }

    @Override
    public void export(Subject subject, Consumer<JsonNode> rows) {
        // What is in it is the profile.
    }

    @Override
    public Map<String, Long> erase(Subject subject, boolean known) {
        if (!known || rebuild == null) {
            return Map.of("rebuilt", 0L);
        }
        rebuild.run();
        outbox.withdraw(ProfessionalDocuments.SCHEMA.name(), subject.ids());
        return Map.of("rebuilt", 1L);
    }
}
