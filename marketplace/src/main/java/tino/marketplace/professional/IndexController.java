package tino.marketplace.professional;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tino.search.IndexCare;
import tino.search.LiveIndex;
import tino.search.RebuildProgress;

/** The index of the professionals, for operators. */
@RestController
@Tag(name = "Professionals")
final class IndexController {
    private final IndexCare care;
    private final LiveIndex index;

    IndexController(IndexCare care, LiveIndex index) {
        this.care = care;
        this.index = index;
    }

    /** @param professionals in the new index @param seconds it took */
    record Built(long professionals, double seconds) {}

    @PostMapping("/api/index/rebuild")
    @Operation(summary = "Builds the index anew while searches go on; answers when the new one is in use")
    Built rebuild() {
        long start = System.nanoTime();
        care.rebuild(RebuildProgress.SILENT);
        return new Built(index.size(), (System.nanoTime() - start) / 1e9);
    }
}
