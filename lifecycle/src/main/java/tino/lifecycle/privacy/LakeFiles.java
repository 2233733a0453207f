package tino.lifecycle.privacy;

import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import tino.lifecycle.dataset.Lake;
import tools.jackson.databind.JsonNode;

/** The files of snapshots that have a successor without somebody, and what snapshots that were broken off left behind. */
final class LakeFiles implements PersonalData {
    private final Lake lake;

    LakeFiles(Lake lake) {
        this.lake = lake;
    }

    @Override
    public String name() {
        return "lake.files";
    }

    @Override
    public Known known(Set<String> ids) {
        return Known.NOTHING;
    }

    @Override
    public void export(Subject subject, Consumer<JsonNode> rows) {
        // What is in them is in the lake.
    }

    @Override
    public Map<String, Long> erase(Subject subject, boolean known) {
        lake.holdWriters();
        return Map.of("files", lake.deleteErased());
    }
}
