package tino.language.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SquadTest {
    @TempDir
    private Path folder;

    private Squad read(String json) throws IOException {
        Path file = folder.resolve("squad.json");
        Files.writeString(file, json);
        return Squad.read(file);
    }

    @Test
    void readsPassagesQuestionsAndWhatHasNoAnswer() throws IOException {
        Squad squad = read("""
                {"data": [{"title": "TACOS_e_ACOS", "paragraphs": [
                  {"context": "O ACOS divide custo por receita.", "qas": [
                    {"id": "1", "question": "O que divide?", "answers": [{"text": "ACOS"}, {"text": "ACOS"}]},
                    {"id": "2", "question": "E o ROAS?", "is_impossible": true, "answers": []}]}]}]}
                """);
        assertThat(squad.passages()).singleElement().satisfies(passage -> {
            assertThat(passage.title()).isEqualTo("TACOS e ACOS");
            assertThat(passage.source()).isEqualTo("TACOS_e_ACOS");
        });
        assertThat(squad.questions().getFirst().answers()).containsExactly("ACOS");
        assertThat(squad.questions().getLast().answers()).isEmpty();
        assertThat(squad.questions().getLast().passage())
                .isEqualTo(squad.passages().getFirst().id());
    }

    @Test
    void saysWhatIsWrongWithAFile() {
        assertThatThrownBy(() -> read("{\"data\": ["))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not JSON");
        assertThatThrownBy(() -> read("[]")).isInstanceOf(IOException.class).hasMessageContaining("no array 'data'");
        assertThatThrownBy(() -> read("{\"data\": [{\"title\": \"T\", \"paragraphs\": [{\"qas\": []}]}]}"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("document 'T', paragraph 0")
                .hasMessageContaining("context");
        assertThatThrownBy(() -> read("""
                {"data": [{"title": "T", "paragraphs": [{"context": "c", "qas": [
                  {"id": "1", "question": "a"}, {"id": "1", "question": "b"}]}]}]}
                """))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("second question with the id '1'");
    }
}
