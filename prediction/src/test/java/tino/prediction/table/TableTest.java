package tino.prediction.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tino.lifecycle.dataset.TableFile;
import tino.prediction.metric.Confusion;
import tino.prediction.threshold.ModeOutOfReach;
import tino.prediction.threshold.OperatingMode;
import tino.prediction.threshold.OutOfReach;

class TableTest {
    private static final List<OperatingMode> BALANCED = List.of(OperatingMode.BALANCED);
    private static final TableTraining QUICK =
            new TableTraining(Map.of("num_iterations", "30", "min_data_in_leaf", "5"), 1, 1);

    @TempDir
    private Path folder;

    private TableFile table(String content) throws IOException {
        return TableFile.open(Files.writeString(folder.resolve("table.csv"), content));
    }

    private static TableSchema.Survey survey(TableFile table, String label) throws IOException {
        return TableSchema.survey(table, label, null, Set.of());
    }

    /** Customers that leave when they are young and pay much; one column of each kind, and some that are of no use. */
    private static String customers(int rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder lines = new StringBuilder("id, age, pay, plan, member, since, name, nothing, left\n");
        for (int i = 0; i < rows; i++) {
            int age = random.nextInt(18, 90);
            double pay = random.nextDouble() * 100;
            String plan = new String[] {"gold", "silver", "blue"}[random.nextInt(3)];
            double truth = 1 / (1 + Math.exp((age - 50) / 8.0 - (pay - 50) / 15 - (plan.equals("gold") ? 2 : 0)));
            lines.append(i)
                    .append(", ")
                    .append(random.nextInt(10) == 0 ? "?" : age)
                    .append(", ")
                    .append(random.nextInt(50) == 0 ? "a lot" : Float.toString((float) pay))
                    .append(", \"")
                    .append(plan)
                    .append("\",")
                    .append(random.nextBoolean() ? "yes" : "no")
                    .append(", 2024-0")
                    .append(random.nextInt(1, 10))
                    .append("-15, customer ")
                    .append(i * 7)
                    .append(", NA, ")
                    .append(random.nextDouble() < truth ? "gone" : "here")
                    .append('\n');
        }
        return lines.toString().replace(", \"", ",\"");
    }

    @Test
    void learnsWhatColumnsAreAndLeavesOutWhatIsOfNoUse() throws IOException {
        TableSchema.Survey survey = survey(table(customers(500, 1)), "left");
        TableSchema schema = survey.schema();
        assertThat(schema.layout().names()).containsExactly("age", "pay", "plan", "member", "since");
        assertThat(schema.layout().features())
                .extracting(ColumnKind::of)
                .containsExactly(
                        ColumnKind.NUMBER, ColumnKind.NUMBER, ColumnKind.CATEGORY, ColumnKind.TRUTH, ColumnKind.DATE);
        assertThat(schema.layout().features().get(2).categories()).containsExactlyInAnyOrder("gold", "silver", "blue");
        assertThat(survey.remarks())
                .containsExactly(
                        "Column 'id' numbers the rows and is left out.",
                        "Column 'name' is text or an identifier (500 different values in 500 rows, e.g. 'customer 0')"
                                + " and is left out.",
                        "Column 'nothing' has no values and is left out.");
        assertThat(schema.ignored()).containsExactly("id", "name", "nothing");
        assertThat(schema.label().column()).isEqualTo("left");
    }

    @Test
    void readsRowsOfAnyOrderOfColumnsAndCountsWhatItDoesNotKnow() throws IOException {
        TableSchema schema = survey(table(customers(500, 1)), "left").schema();
        TableRows rows = TableRows.read(
                table("extra,since,plan,member,pay,age\n"
                        + "1,15/03/2024,gold,true,7.5,41\n"
                        + "1,2024-03-15T12:00:00Z,teal,0,inf,old\n"
                        + "1,someday,,NO,1e99,NaN\n"),
                schema,
                false,
                List.of("plan"));
        assertThat(rows.count()).isEqualTo(3);
        int gold = schema.layout().features().get(2).categories().indexOf("gold");
        float nan = Float.NaN;
        float day = LocalDate.of(2024, 3, 15).toEpochDay();
        assertThat(rows.features())
                .containsExactly(41, 7.5f, gold, 1, day, nan, nan, nan, nan, day + 0.5f, nan, nan, nan, 0, nan);
        assertThat(rows.groups().get("plan")).containsExactly("gold", "teal", null);
        assertThat(rows.remarks())
                .containsExactly(
                        "Columns that the model does not know are left out: [extra].",
                        "1 cells of 'age' are no finite number and count as missing, e.g. [old].",
                        "2 cells of 'pay' are no finite number and count as missing, e.g. [1e99, inf].",
                        "1 cells of 'plan' are words that the model does not know and count as missing, e.g. [teal].",
                        "1 cells of 'member' are no yes or no and count as missing, e.g. [0].",
                        "1 cells of 'since' are no date and count as missing, e.g. [someday].");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,5|true|1.5",
                "1.234,5|true|1234.5",
                "1.5|true|1.5",
                "-2e3|false|-2000",
                "1,5|false|NaN",
                "0x10|false|NaN",
                "1d|false|NaN",
                "-|false|NaN",
                "-inf|false|Infinity"
            })
    void readsNumbers(String text, boolean comma, float number) {
        assertThat(Cell.number(text, comma)).isEqualTo(Float.valueOf(number));
    }

    @Test
    void readsDecimalCommasWhereSemicolonsSeparate() throws IOException {
        TableFile table = table("a;b\n1,5;x\n2,5;y\n0,5;x\n");
        TableRows rows = TableRows.read(table, survey(table, "b").schema(), true, List.of());
        assertThat(rows.features()).containsExactly(1.5f, 2.5f, 0.5f);
    }

    @Test
    void namesEveryMissingColumn() throws IOException {
        TableSchema schema = survey(table(customers(100, 1)), "left").schema();
        assertThatThrownBy(() -> TableRows.read(table("age,since\n1,2\n"), schema, true, List.of("sex")))
                .hasMessageContaining("missing: [pay, plan, member, left, sex]");
    }

    @Test
    void saysWhatIsWrongWithALabel() throws IOException {
        assertThatThrownBy(() -> survey(table("a,b\n1,2\n"), "c"))
                .hasMessageContaining("Expected a column 'c'")
                .hasMessageContaining("[a, b]");
        assertThatThrownBy(() -> survey(table("a,b\n1,x\n2,x\n"), "b"))
                .hasMessageContaining("Expected two values in the label 'b', found {x=2}");
        assertThatThrownBy(() -> survey(table("a,b\n1,x\n2,y\n3,z\n"), "b")).hasMessageContaining("{x=1, y=1, z=1}");
        assertThatThrownBy(() -> survey(table("a,b\n"), "b")).hasMessageContaining("Expected rows with a label");
        assertThatThrownBy(() -> survey(table("a,b\n1,\n2,?\n"), "b"))
                .hasMessageContaining("Expected rows with a label");
        assertThatThrownBy(() -> survey(table("a,b\n,x\n,y\n"), "b")).hasMessageContaining("none is left");
        assertThatThrownBy(() -> TableSchema.survey(table("a,b\n1,x\n2,y\n"), "b", "z", Set.of()))
                .hasMessageContaining("Expected as positive one of")
                .hasMessageContaining("'z'");
        assertThatThrownBy(() -> TableSchema.survey(table("a,b\n1,x\n2,y\n"), "b", null, Set.of("b")))
                .hasMessageContaining("also to be dropped");
        assertThatThrownBy(() -> TableSchema.survey(table("a,b\n1,x\n2,y\n"), "b", null, Set.of("c")))
                .hasMessageContaining("'c'");
    }

    @Test
    void takesTheLikelierWordForYesAndForgivesAFullStop() throws IOException {
        assertThat(Label.of("l", Map.of("0", 1, "1", 9), null).positive()).isEqualTo("1");
        assertThat(Label.of("l", Map.of("Yes", 5, "No", 1), null).positive()).isEqualTo("Yes");
        assertThat(Label.of("l", Map.of("<=50K", 9, ">50K", 2), null).positive())
                .isEqualTo(">50K");
        Label label = Label.of("l", Map.of("<=50K", 9, ">50K", 2), "<=50K");
        assertThat(label.yes("<=50K.")).isTrue();
        assertThat(label.yes(">50K.")).isFalse();
        assertThat(label.yes("50K")).isNull();
        assertThat(Label.of("l", Map.of("0", 1, "1", 9), null).yes("1.0")).isTrue();
        TableSchema schema = survey(table("a,b\n1,x\n2,y\n3,y\n"), "b").schema();
        TableRows rows = TableRows.read(table("a,b\n1,x.\n2,\n3,y\n"), schema, true, List.of());
        assertThat(rows.labels()).containsExactly(true, false);
        assertThat(rows.remarks())
                .containsExactly(
                        "1 rows without a label are left out.",
                        "1 labels were read without the full stop behind them.");
        assertThatThrownBy(() -> TableRows.read(table("a,b\n1,x\n2,q\n"), schema, true, List.of()))
                .hasMessageContaining("Expected 'x' or 'y' in the label 'b'")
                .hasMessageContaining("'q' in row 2");
    }

    @Test
    void learnsAndComesBackFromDisk() throws IOException {
        TableFile table = table(customers(3_000, 1));
        TableRows rows = TableRows.read(table, survey(table, "left").schema(), true, List.of());
        TableTraining.Result result =
                QUICK.train(rows, List.of(OperatingMode.of("prec80"), OperatingMode.BALANCED), share -> {});
        assertThat(result.outOfReach()).isEmpty();
        assertThat(result.rounds()).hasSize(5);
        TableModel model = result.model();
        Path saved = Files.createDirectory(folder.resolve("model"));
        new TableModel.Format().write(model, saved);
        TableModel read = new TableModel.Format().read(saved);
        assertThat(read.schema()).isEqualTo(model.schema());
        TableRows others = TableRows.read(table(customers(3_000, 2)), read.schema(), true, List.of());
        double[] probabilities = read.probabilities(others);
        assertThat(probabilities).isEqualTo(model.probabilities(others));
        assertThat(Confusion.at(0.5, probabilities, others.labels()).error()).isLessThan(0.25);
        assertThat(Confusion.at(read.classifier().threshold("prec80").threshold(), probabilities, others.labels())
                        .precision())
                .isGreaterThan(0.80);
        Path label = saved.resolve("label.json");
        Files.writeString(label, Files.readString(label).substring(0, 20));
        assertThatThrownBy(() -> new TableModel.Format().read(saved))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("label.json");
    }

    @Test
    void theSameSeedGivesTheSameModel() throws IOException {
        TableFile table = table(customers(500, 1));
        TableRows rows = TableRows.read(table, survey(table, "left").schema(), true, List.of());
        double[] first = QUICK.train(rows, BALANCED, share -> {}).model().probabilities(rows);
        double[] again = QUICK.train(rows, BALANCED, share -> {}).model().probabilities(rows);
        double[] other = new TableTraining(QUICK.parameters(), 1, 2)
                .train(rows, BALANCED, share -> {})
                .model()
                .probabilities(rows);
        assertThat(again).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
    }

    /** Calibrated on scores of models that did not know the rows: on new rows, not on its own, it has to be right. */
    @Test
    void cannotPromiseWhatNoiseDoesNotHold() throws IOException {
        SplittableRandom random = new SplittableRandom(4);
        StringBuilder lines = new StringBuilder("a,b,y\n");
        for (int i = 0; i < 1_000; i++) {
            lines.append(random.nextDouble())
                    .append(',')
                    .append(random.nextDouble())
                    .append(',');
            lines.append(random.nextInt(4) == 0 ? 1 : 0).append('\n');
        }
        TableFile table = table(lines.toString());
        TableRows rows = TableRows.read(table, survey(table, "y").schema(), true, List.of());
        assertThatThrownBy(() -> QUICK.train(rows, List.of(OperatingMode.of("prec80")), share -> {}))
                .isInstanceOf(ModeOutOfReach.class)
                .hasMessageContaining("prec80 is out of reach");
        TableTraining.Result result =
                QUICK.train(rows, List.of(OperatingMode.of("prec80"), OperatingMode.BALANCED), share -> {});
        assertThat(result.outOfReach()).extracting(OutOfReach::mode).containsExactly(OperatingMode.of("prec80"));
        assertThat(result.model().classifier().mode()).isEqualTo("balanced");
        double[] probabilities = result.model().probabilities(rows);
        assertThat(Arrays.stream(probabilities).average().orElseThrow()).isCloseTo(0.25, within(0.05));
    }

    @Test
    void wantsSomeRowsOfEachLabel() throws IOException {
        TableFile table = table("a,y\n1,0\n2,0\n3,0\n7,0\n8,0\n9,1\n");
        TableRows rows = TableRows.read(table, survey(table, "y").schema(), true, List.of());
        assertThatThrownBy(() -> QUICK.train(rows, BALANCED, share -> {}))
                .hasMessageContaining("at least 5 rows of each label, got 1 of '1' and 5 of '0'");
        assertThatThrownBy(() -> new TableTraining(Map.of(), 0, 1)).hasMessageContaining("at least once");
    }
}
