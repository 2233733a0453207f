package tino.marketplace.professional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tino.lifecycle.database.Database;
import tino.lifecycle.database.TestDatabase;
import tino.marketplace.Sample;
import tino.search.IndexCare;
import tino.search.LiveIndex;
import tino.search.outbox.Outbox;
import tino.search.outbox.OutboxRelay;

/** Profile, outbox and index agree, wherever the process dies. */
class ProfessionalIndexTest {
    private static final String NAME = ProfessionalDocuments.SCHEMA.name();

    @TempDir
    private Path home;

    private final Database database = TestDatabase.fresh("search", "marketplace");
    private final Outbox outbox = new Outbox(database);
    private final Professionals professionals = new Professionals(database, outbox);
    private LiveIndex index;
    private OutboxRelay relay;
    private IndexCare care;

    @BeforeEach
    void start() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        index = ProfessionalIndex.open(home, ProfessionalIndex.LEARNED, meters);
        relay = ProfessionalIndex.relay(database, outbox, index, professionals, meters);
        care = ProfessionalIndex.care(index, professionals);
        care.look();
    }

    /** The process dies: what the index did not commit is gone. */
    private void crash() {
        index.close();
    }

    @AfterEach
    void close() {
        index.close();
        database.close();
    }

    private List<String> found() {
        return index.search("eletricista", List.of(), 100).stream()
                .map(hit -> hit.document().id())
                .toList();
    }

    @Test
    void aProfileThatWasStoredIsFoundAfterACrashBeforeItsIndexEntry() {
        Professional person = Sample.electrician();
        professionals.insert(person);
        crash();
        start();
        assertThat(found()).isEmpty();
        relay.drain();
        assertThat(found()).containsExactly(person.id().toString());
        assertThat(outbox.pending(NAME)).isZero();
    }

    @Test
    void anIndexEntryThatWasNotDurableIsMadeAgain() {
        Professional person = Sample.electrician();
        professionals.insert(person);
        index.put(List.of(ProfessionalDocuments.of(person)));
        index.refresh();
        crash();
        start();
        relay.drain();
        assertThat(found()).containsExactly(person.id().toString());
    }

    @Test
    void anIndexEntryWhoseOutboxRowWasNotDeletedIsMadeOnce() {
        Professional person = Sample.electrician();
        professionals.insert(person);
        index.put(List.of(ProfessionalDocuments.of(person)));
        index.commit();
        crash();
        start();
        relay.drain();
        assertThat(found()).containsExactly(person.id().toString());
        professionals.delete(person.id());
        crash();
        start();
        relay.drain();
        assertThat(found()).isEmpty();
    }

    @Test
    void aChangeThatWasRolledBackLeavesNothing() {
        Professional person = Sample.electrician();
        assertThatThrownBy(() -> database.transactions().executeWithoutResult(_ -> {
                    professionals.insert(person);
                    throw new IllegalStateException("the process is in trouble");
                }))
                .isInstanceOf(IllegalStateException.class);
        relay.drain();
        assertThat(found()).isEmpty();
        assertThat(professionals.count()).isZero();
        assertThat(outbox.pending(NAME)).isZero();
    }

    @Test
    void aMarketplaceThatHasGrownLearnsItsWords() {
        String before = index.embedder();
        professionals.insertAll(IntStream.range(0, 150)
                .mapToObj(i -> Sample.professional(
                        "Eletricista " + i, "Troca de fiação e tomadas, obra " + i + ".", "Eletricista", 100, null))
                .toList());
        relay.drain();
        care.look();
        assertThat(index.embedder()).isNotEqualTo(before);
        assertThat(index.size()).isEqualTo(150);
        String learned = index.embedder();
        care.look();
        assertThat(index.embedder()).isEqualTo(learned);
        assertThat(index.search("fiacao", List.of(), 10).getFirst().similarity())
                .isGreaterThan(0.5);
    }
}
