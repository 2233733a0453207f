package tino.ranking.letor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LetorFileTest {
    @TempDir
    private Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    /** From the example file on the page of SVMrank (Joachims). */
    @Test
    void readsTheExampleOfSvmRank() throws IOException {
        Path file = file("train.dat", """
                # query 1
                3 qid:1 1:1 2:1 3:0 4:0.2 5:0 # 1A
                2 qid:1 1:0 2:0 3:1 4:0.1 5:1 # 1B
                1 qid:1 1:0 2:1 3:0 4:0.4 5:0 # 1C
                1 qid:1 1:0 2:0 3:1 4:0.3 5:0 # 1D
                # query 2
                1 qid:2 1:0 2:0 3:1 4:0.2 5:0 # 2A
                2 qid:2 1:1 2:0 3:1 4:0.4 5:0 # 2B
                """);
        Judgements read = LetorFile.read(file, null, 0);
        assertThat(read.groups()).containsExactly(4, 2);
        assertThat(read.labels()).containsExactly(3, 2, 1, 1, 1, 2);
        assertThat(read.columns()).isEqualTo(6);
        assertThat(read.features()).startsWith(0, 1, 1, 0, 0.2f, 0, 0, 0, 0, 1, 0.1f, 1);
        assertThat(read.firstIndex()).isEqualTo(1);
    }

    @Test
    void takesQueriesFromTheSideFileThatIsNamedOrLiesBeside() throws IOException {
        Path file = file("rank.train", "0 0:1\n1 1:2\n2 0:3\n");
        assertThatThrownBy(() -> LetorFile.read(file, null, 0))
                .hasMessageContaining("expected qid: on every line")
                .hasMessageContaining("rank.train.query");
        file("rank.train.query", "1\n2\n");
        assertThat(LetorFile.read(file, null, 0).groups()).containsExactly(1, 2);
        Path named = file("sizes", "3\n\n");
        assertThat(LetorFile.read(file, named, 0).groups()).containsExactly(3);
    }

    @Test
    void fillsWhatALineDoesNotName() throws IOException {
        Path file = file("d", "0 qid:a 1:5\n1 qid:a 0:7\n");
        assertThat(LetorFile.read(file, null, 0).features()).containsExactly(0, 5, 7, 0);
        assertThat(LetorFile.read(file, null, Float.NaN).features()).containsExactly(Float.NaN, 5, 7, Float.NaN);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 qid:1 1:1;x qid:1 1:1            | line 2: expected a grade
            0 qid:1 1:1;-1 qid:1 1:1           | line 2: expected a grade
            0 qid:1 1:1;0 qid:1 one            | line 2: expected index:value, found 'one'
            0 qid:1 1:1;0 qid:1 a:1            | line 2: expected a feature index before the colon of 'a:1'
            0 qid:1 1:1;0 qid:1 -4:1           | line 2: expected a feature index from 0 to 99999, found -4
            0 qid:1 1:1;0 qid:1 2:1 2:3        | line 2: feature 2 comes after feature 2
            0 qid:1 1:1;0 qid:1 2:abc          | line 2: expected a number after the colon of '2:abc'
            0 qid:1 1:1;0 qid:1 2:1e99         | line 2: the value of feature 2 is not finite
            0 qid:1 1:1;0 qid:2 1:1;0 qid:1 1:1| line 3: query '1' was closed
            0 qid:1 1:1;0 1:1                  | line 2: lines with and without qid:
            0 1:1;0 qid:1 1:1                  | line 2: lines with and without qid:
            """)
    void saysWhichLineIsWrongAndWhy(String lines, String message) throws IOException {
        Path file = file("bad", lines.replace(';', '\n'));
        assertThatThrownBy(() -> LetorFile.read(file, null, 0))
                .isInstanceOf(LetorException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(message.strip());
    }

    @Test
    void saysWhenTheSideFileDoesNotFit() throws IOException {
        Path file = file("data", "0 1:1\n0 1:2\n");
        assertThatThrownBy(() -> LetorFile.read(file, file("short", "1\n"), 0))
                .hasMessageContaining("counts 1 lines in 1 queries")
                .hasMessageContaining("has 2");
        assertThatThrownBy(() -> LetorFile.read(file, file("odd", "1\nzwei\n"), 0))
                .hasMessageContaining("line 2: expected the number of lines of a query")
                .hasMessageContaining("'zwei'");
        assertThatThrownBy(() -> LetorFile.read(file("nothing", "# only this\n"), null, 0))
                .hasMessageContaining("no judgements");
    }

    @Test
    void fitsRowsToAModelOfMoreFeaturesOrOneThatCountsFromZero() throws IOException {
        Judgements read = LetorFile.read(file("d", "0 qid:a 1:5 2:6\n"), null, 0);
        assertThat(read.fit(5).features()).containsExactly(0, 5, 6, 0, 0);
        assertThat(read.fit(2).features()).containsExactly(5, 6);
        assertThat(read.fit(3)).isSameAs(read);
        assertThatThrownBy(() -> read.fit(1))
                .hasMessageContaining("up to index 2")
                .hasMessageContaining("only 1");
    }

    @Test
    void picksQueriesWithTheirRows() throws IOException {
        Judgements read = LetorFile.read(file("d", "0 qid:a 0:1\n1 qid:b 0:2\n2 qid:b 0:3\n3 qid:c 0:4\n"), null, 0);
        Judgements picked = read.queries(new int[] {2, 1});
        assertThat(picked.labels()).containsExactly(3, 1, 2);
        assertThat(picked.features()).containsExactly(4, 2, 3);
        assertThat(picked.groups()).containsExactly(1, 2);
    }
}
