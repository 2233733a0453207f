package tino.hiring.classifier;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tino.hiring.gold.Gold;
import tino.lifecycle.pipeline.Period;
import tino.prediction.learn.LabelledRow;
import tino.prediction.learn.LabelledSource;

/** The gold table as cases to learn from. */
final class DecidedApplicants implements LabelledSource {
    private final Gold gold;
    private final Duration learnFrom;

    /** @param learnFrom so far back from the end of the period at least */
    DecidedApplicants(Gold gold, Duration learnFrom) {
        this.gold = gold;
        this.learnFrom = learnFrom;
    }

    @Override
    public Map<String, String> read(Period period, Consumer<LabelledRow> reader) {
        Instant back = period.to().minus(learnFrom);
        LocalDate from = day(back.isBefore(period.from()) ? back : period.from());
        LocalDate to = day(period.to().minusNanos(1));
        gold.read(from, to, row -> reader.accept(labelled(row)));
        Map<String, String> lineage = new TreeMap<>();
        lineage.put("table", "gold_applicants");
        lineage.put("decided.from", from.toString());
        lineage.put("decided.to", to.toString());
        return lineage;
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    private static LabelledRow labelled(Gold.Row row) {
        List<@Nullable String> groups = new ArrayList<>();
        HiringClassifier.ATTRIBUTES.forEach(attribute -> groups.add(row.groups().get(attribute)));
        return new LabelledRow(
                caseOf(row),
                row.decidedAt().atStartOfDay(ZoneOffset.UTC).toInstant(),
                row.person(),
                row.features(),
                row.hired(),
                groups);
    }

    /** The same at every reading, and no way back to the code without the key of the pseudonyms. */
    private static UUID caseOf(Gold.Row row) {
        return UUID.nameUUIDFromBytes(
                (row.person() + ' ' + row.decidedAt() + ' ' + row.code()).getBytes(StandardCharsets.UTF_8));
    }
}
