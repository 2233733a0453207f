package tino.hiring.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HiringFilesTest {
    private static final LocalDate LAST = LocalDate.parse("2026-06-30");
    private static final String[] FILES = {"applicants.json", "prospects.json", "vagas.json", "truth.csv"};

    @TempDir
    private Path folder;

    @Test
    void theSameSeedGivesTheSameBytesAndAnotherOneOthers() throws IOException {
        for (int i = 0; i < 3; i++) {
            new HiringFiles(300, i == 2 ? 8 : 7, LAST).write(folder.resolve("" + i), _ -> {});
        }
        for (String file : FILES) {
            assertThat(folder.resolve("0").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("1").resolve(file));
            assertThat(Files.readString(folder.resolve("2").resolve(file)))
                    .isNotEqualTo(Files.readString(folder.resolve("0").resolve(file)));
        }
    }

    @Test
    void filesHaveTheFormOfThePublicDataAndNobodyReal() throws IOException {
        HiringFiles.Written written = new HiringFiles(2_000, 3, LAST).write(folder, _ -> {});
        JsonNode applicants = JsonMapper.shared().readTree(folder.resolve("applicants.json"));
        assertThat(applicants).hasSize(2_000);
        applicants.properties().forEach(one -> {
            assertThat(one.getValue().propertyNames())
                    .containsExactly(
                            "infos_basicas",
                            "informacoes_pessoais",
                            "informacoes_profissionais",
                            "formacao_e_idiomas",
                            "cargo_atual",
                            "cv_pt",
                            "cv_en");
            JsonNode personal = one.getValue().get("informacoes_pessoais");
            assertThat(personal.get("email").asString())
                    .satisfiesAnyOf(
                            email -> assertThat(email).isEmpty(),
                            email -> assertThat(email).contains("exemplo"));
            assertThat(personal.get("cpf").asString())
                    .satisfiesAnyOf(
                            cpf -> assertThat(cpf).isEmpty(),
                            cpf -> assertThat(validFirstDigit(cpf)).isFalse());
        });
        JsonNode prospects = JsonMapper.shared().readTree(folder.resolve("prospects.json"));
        assertThat(prospects).hasSize(written.vacancies());
        int[] applications = new int[1];
        prospects.forEach(vacancy -> {
            assertThat(vacancy.propertyNames()).containsExactly("titulo", "modalidade", "prospects");
            vacancy.get("prospects").forEach(prospect -> {
                applications[0]++;
                assertThat(prospect.propertyNames())
                        .containsExactly(
                                "nome",
                                "codigo",
                                "situacao_candidado",
                                "data_candidatura",
                                "ultima_atualizacao",
                                "comentario",
                                "recrutador");
                assertThat(applicants.has(prospect.get("codigo").asString())).isTrue();
            });
        });
        assertThat(applications[0]).isEqualTo(written.applications()).isGreaterThan(4_000);
    }

    /** The first check digit, as the Receita Federal computes it: weights 10 to 2, modulo 11. */
    private static boolean validFirstDigit(String cpf) {
        String digits = cpf.replaceAll("\\D", "");
        int sum = 0;
        for (int i = 0; i < 9; i++) {
            sum += (digits.charAt(i) - '0') * (10 - i);
        }
        return sum * 10 % 11 % 10 == digits.charAt(9) - '0';
    }

    @Test
    void whoIsHiredFollowsTheTruth() throws IOException {
        HiringFiles.Written written = new HiringFiles(4_000, 5, LAST).write(folder, _ -> {});
        double expected = Files.readAllLines(folder.resolve("truth.csv")).stream()
                .skip(1)
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(',') + 1)))
                .sum();
        // 93 % have a decision; four standard deviations of a sum of that many coins are below 120.
        assertThat(written.hired()).isBetween((int) (.93 * expected - 120), (int) (.93 * expected + 120));
    }

    /**
     * The truth separates well, not perfectly, and what columns can show of it is enough for eight of ten to be right among the
     * best quarter of the hired, at least.
     */
    @Test
    void theProblemIsNeitherTrivialNorHopeless() {
        SplittableRandom random = new SplittableRandom(9);
        int count = 40_000;
        double[] truth = new double[count];
        double[] visible = new double[count];
        boolean[] hired = new boolean[count];
        for (int i = 0; i < count; i++) {
            Facts facts = Facts.drawn(random);
            truth[i] = facts.chance(12);
            visible[i] = facts.chance(12, 0);
            hired[i] = random.nextDouble() < truth[i];
        }
        assertThat(auc(truth, hired)).isBetween(.85, .92);
        assertThat(auc(visible, hired)).isBetween(.82, auc(truth, hired));
        assertThat(recallAtPrecision(.80, visible, hired)).isBetween(.35, .70);
    }

    /** The share of pairs in the right order (Mann-Whitney U). */
    private static double auc(double[] score, boolean[] positive) {
        Integer[] order = order(score);
        double ranks = 0;
        long positives = 0;
        for (int i = 0; i < order.length; i++) {
            if (positive[order[i]]) {
                ranks += order.length - i;
                positives++;
            }
        }
        return (ranks - positives * (positives + 1) / 2.0) / positives / (order.length - positives);
    }

    private static double recallAtPrecision(double precision, double[] score, boolean[] positive) {
        Integer[] order = order(score);
        int right = 0;
        int best = 0;
        int all = 0;
        for (int i = 0; i < order.length; i++) {
            right += positive[order[i]] ? 1 : 0;
            all = right;
            best = i > 200 && right >= precision * (i + 1) ? right : best;
        }
        return best / (double) all;
    }

    private static Integer[] order(double[] score) {
        Integer[] order = new Integer[score.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble((Integer i) -> score[i]).reversed());
        return order;
    }

    @Test
    void refusesToMakeUpNobody() {
        assertThatThrownBy(() -> new HiringFiles(0, 1, LAST)).hasMessageContaining("at least one applicant");
    }
}
