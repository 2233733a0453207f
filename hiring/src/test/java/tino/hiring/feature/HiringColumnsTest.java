package tino.hiring.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@NullUnmarked // a null where there should be a value fails the test by itself
class HiringColumnsTest {
    /** As the clients of the model send them; the list is the one of the hiring model's description. */
    private static final String CONTRACT = """
            tem_email, tem_telefone, tem_linkedin, tem_local, tem_objetivo, email_corporativo,
            salario_valor, ingl_nenhum, ingl_basico, ingl_intermediario, ingl_avancado, ingl_outro,
            esp_nenhum, esp_basico, esp_intermediario, esp_avancado, esp_outro, outro_idioma_presente,
            esc_pos, esc_tecnologo, esc_medio, esc_superior_completo, esc_superior_incompleto,
            area_admin, area_ti, area_financeiro, titulo_admin, titulo_ti,
            titulo_dados_bi, titulo_financeiro, cert_mos_word, cert_mos_excel, cert_mos_outlook,
            cert_mos_powerpoint, cert_sap_fi, has_cert, cv_excel_avancado, cv_kpi, cv_controladoria,
            cv_contabil, cv_financeiro, cv_administrativo, cv_sap, cv_protheus, cv_navision, cv_tamanho_maior_1500""";

    private static ObjectNode applicant(String block, String field, Object value) {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        if (block.isEmpty()) {
            body.putPOJO(field, value);
        } else {
            body.putObject(block).set(field, JsonMapper.shared().valueToTree(value));
        }
        return body;
    }

    /** The columns that are 1, with the salary left out. */
    private static Set<String> ones(ObjectNode body) {
        float[] values = HiringColumns.of(new Applicant(body));
        Set<String> ones = new TreeSet<>();
        for (int i = 0; i < values.length; i++) {
            if (values[i] == 1) {
                ones.add(HiringColumns.names().get(i));
            }
        }
        return ones;
    }

    private static Set<String> cv(String text) {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.put("cv_pt", text);
        return ones(body);
    }

    @Test
    void columnsAreThoseOfTheContractInItsOrder() {
        assertThat(HiringColumns.names()).containsExactly(CONTRACT.split(",\\s+"));
        assertThat(HiringColumns.ALL).hasSize(46);
    }

    @Test
    void ofNobodyNothingIsKnown() {
        ObjectNode nothing = JsonMapper.shared().createObjectNode();
        assertThat(ones(nothing)).isEmpty();
        assertThat(HiringColumns.of(new Applicant(nothing))[6]).isNaN();
        for (String shape : List.of("[]", "{}", "null", "17", "\"\"", "true")) {
            ObjectNode strange = JsonMapper.shared().createObjectNode();
            CONTRACT.lines()
                    .forEach(_ -> strange.set("cv_pt", JsonMapper.shared().readTree(shape)));
            for (String block : List.of("infos_basicas", "informacoes_pessoais", "formacao_e_idiomas")) {
                strange.set(block, JsonMapper.shared().readTree(shape));
            }
            assertThat(ones(strange)).as(shape).isEmpty();
        }
    }

    @Test
    void everyColumnIsExplainedInBothLanguagesAndInTheHandbook() throws IOException {
        for (String language : List.of("pt_BR", "en")) {
            Properties texts = new Properties();
            try (Reader reader = new InputStreamReader(
                    HiringColumns.class.getResourceAsStream("/tino/hiring/messages_" + language + ".properties"),
                    StandardCharsets.UTF_8)) {
                texts.load(reader);
            }
            assertThat(HiringColumns.ALL)
                    .allSatisfy(one -> assertThat(texts.getProperty(one.text()))
                            .as(language + " " + one.text())
                            .isNotBlank());
        }
        String table = HiringColumns.ALL.stream()
                .map(one -> "| `" + one.name() + "` | `" + one.source() + "` | " + one.rule() + " |")
                .collect(Collectors.joining("\n"));
        assertThat(Files.readString(Path.of("../docs/hiring.md"))).contains(table);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            infos_basicas | email | ana@gmail.com | tem_email
            infos_basicas | email | ana@empresa.com.br | tem_email email_corporativo
            infos_basicas | email | ANA@Hotmail.com.br | tem_email
            infos_basicas | email | ana | ''
            infos_basicas | telefone | (11) 99999-0000 | tem_telefone
            infos_basicas | telefone | 9999 | ''
            infos_basicas | local | São Paulo, São Paulo | tem_local
            infos_basicas | local | - | ''
            infos_basicas | objetivo_profissional | Analista | tem_objetivo
            informacoes_pessoais | url_linkedin | https://BR.LinkedIn.com/in/ana | tem_linkedin
            informacoes_pessoais | url_linkedin | https://facebook.com/ana | ''
            informacoes_pessoais | telefone_celular | 11999990000 | tem_telefone
            formacao_e_idiomas | nivel_ingles | Nenhum | ingl_nenhum
            formacao_e_idiomas | nivel_ingles | BASICO | ingl_basico
            formacao_e_idiomas | nivel_ingles | Intermediário | ingl_intermediario
            formacao_e_idiomas | nivel_ingles | Fluente | ingl_avancado
            formacao_e_idiomas | nivel_ingles | avancad0 | ingl_avancado
            formacao_e_idiomas | nivel_ingles | Técnico | ingl_outro
            formacao_e_idiomas | nivel_ingles | - | ''
            formacao_e_idiomas | nivel_espanhol | Básico | esp_basico
            formacao_e_idiomas | nivel_espanhol | Avançado | esp_avancado
            formacao_e_idiomas | outro_idioma | Francês - Básico | outro_idioma_presente
            formacao_e_idiomas | outro_idioma | - | ''
            formacao_e_idiomas | outro_idioma | Nenhum | ''
            formacao_e_idiomas | nivel_academico | Ensino Superior Completo | esc_superior_completo
            formacao_e_idiomas | nivel_academico | Ensino Superior Cursando | esc_superior_incompleto
            formacao_e_idiomas | nivel_academico | Ensino Superior Incompleto | esc_superior_incompleto
            formacao_e_idiomas | nivel_academico | Pós Graduação Incompleto | esc_pos
            formacao_e_idiomas | nivel_academico | Doutorado Cursando | esc_pos
            formacao_e_idiomas | nivel_academico | Mestrado Completo | esc_pos
            formacao_e_idiomas | nivel_academico | Ensino Técnico Completo | esc_tecnologo
            formacao_e_idiomas | nivel_academico | Ensino Médio Incompleto | esc_medio
            formacao_e_idiomas | nivel_academico | Ensino Fundamental Completo | ''
            informacoes_profissionais | area_atuacao | Administrativa- | area_admin
            informacoes_profissionais | area_atuacao | TI - Desenvolvimento/Programação- | area_ti
            informacoes_profissionais | area_atuacao | Gestão e Alocação de Recursos de TI- | area_ti
            informacoes_profissionais | area_atuacao | Financeira/Controladoria- | area_financeiro
            informacoes_profissionais | area_atuacao | TI - SAP-Financeira/Controladoria- | area_ti area_financeiro
            informacoes_profissionais | area_atuacao | Logística- | ''
            informacoes_profissionais | titulo_profissional | Assistente Administrativo | titulo_admin
            informacoes_profissionais | titulo_profissional | Desenvolvedora Java | titulo_ti
            informacoes_profissionais | titulo_profissional | Cientista de Dados | titulo_dados_bi
            informacoes_profissionais | titulo_profissional | Desenvolvedor Power BI | titulo_ti titulo_dados_bi
            informacoes_profissionais | titulo_profissional | Analista Contábil | titulo_financeiro
            informacoes_profissionais | titulo_profissional | Atividades diversas | ''
            informacoes_profissionais | certificacoes | MS [77-418] MOS: Microsoft Office Word 2013 | cert_mos_word has_cert
            informacoes_profissionais | certificacoes | MS [77-420] MOS: Microsoft Office Excel 2013, SAP FI | cert_mos_excel cert_sap_fi has_cert
            informacoes_profissionais | outras_certificacoes | Microsoft Office Specialist Outlook; MOS Power Point | cert_mos_outlook cert_mos_powerpoint has_cert
            informacoes_profissionais | certificacoes | SAP MM, FI-CO da Oracle | has_cert
            informacoes_profissionais | certificacoes | SAP FI/CO | cert_sap_fi has_cert
            informacoes_profissionais | certificacoes | Não possuo | ''
            informacoes_profissionais | certificacoes | - | ''
            """)
    void readsFields(String block, String field, String value, String expected) {
        assertThat(String.join(" ", ones(applicant(block, field, value)))).isEqualTo(sorted(expected));
    }

    private static String sorted(String names) {
        return String.join(" ", new TreeSet<>(List.of(names.split(" "))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Excel avançado | cv_excel_avancado
            EXCEL - NÍVEL AVANÇADO | cv_excel_avancado
            Conhecimento avancado em MS Excel | cv_excel_avancado
            Exce1 avançad0 | cv_excel_avancado
            Inglês avançado e Excel básico | ''
            Excel intermediário. Inglês avançado | ''
            Acompanhamento de KPI's | cv_kpi
            indicadores   de de-sempenho | ''
            Indicadores-chave de performance | cv_kpi
            INDICADOR DE DESEMPENHO | cv_kpi
            rotinas de contr0ladoria | cv_controladoria
            apoio ao Controller | cv_controladoria
            controle de estoque | ''
            Ciências Cont&aacute;beis | cv_contabil
            <p>conta<b>bil</b>idade</p> | cv_contabil
            cont&#225;bil | cv_contabil
            contabil | cv_contabil
            contato | ''
            Contas a pagar | cv_financeiro
            FlUxO de  caixa | cv_financeiro
            rotinas administrativas | cv_administrativo
            Formação em Administração | cv_administrativo
            adm1n1strat1vo | cv_administrativo
            SAP R/3 | cv_sap
            5AP | cv_sap
            WhatsApp e sapatos | ''
            TOTVS | cv_protheus
            Prótheus | cv_protheus
            Dynamics NAV 2016 | cv_navision
            Microsoft<br/>Navision | cv_navision
            """)
    void readsCvs(String text, String expected) {
        assertThat(String.join(" ", cv(text))).isEqualTo(sorted(expected));
    }

    @Test
    void joinsWordsThatBreakAtTheEndOfALine() {
        assertThat(cv("rotinas admi-\nnistrativas e conta\u00adbilidade"))
                .containsExactly("cv_administrativo", "cv_contabil");
        assertThat(cv("SAP -\nFinanceiro")).containsExactly("cv_financeiro", "cv_sap");
    }

    @Test
    void countsWhatIsReadNotWhatFormatsIt() {
        assertThat(cv("palavra ".repeat(190))).containsExactly("cv_tamanho_maior_1500");
        assertThat(cv("a  \n".repeat(700))).isEmpty();
        assertThat(cv("<span class=\"x\">a</span>".repeat(300))).isEmpty();
    }

    @Test
    void readsTheEnglishCvOnlyWhereThereIsNoOther() {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.put("cv_pt", " ").put("cv_en", "Accounting with SAP");
        assertThat(ones(body)).containsExactly("cv_contabil", "cv_sap");
        body.put("cv_pt", "nada");
        assertThat(ones(body)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            R$ 3.000,00 | 3000
            3.000,00 | 3000
            3,000.00 | 3000
            3000 | 3000
            3000.50 | 3000.5
            2.215 | 2215
            3k | 3000
            3,5 K | 3500
            3,5 mil | 3500
            R$12.345,67 CLT | 12345.67
            de 4.000 a 5.000 | 4000
            1.234.567,00 | NaN
            -3000 | NaN
            R$ -3.000,00 | NaN
            - R$ 3.000,00 | NaN
            999999999 | NaN
            12 | NaN
            a combinar | NaN
            NaN | NaN
            3000... | 3000
            , | NaN
            """)
    void readsSalaries(String text, float expected) {
        ObjectNode body = applicant("informacoes_profissionais", "remuneracao", text);
        assertThat(HiringColumns.of(new Applicant(body))[6]).isEqualTo(Float.valueOf(expected));
        assertThat(new Applicant(body).salaryUnreadable())
                .isEqualTo(Float.isNaN(expected) && text.chars().anyMatch(Character::isLetterOrDigit));
    }

    @ParameterizedTest
    @ValueSource(doubles = {3000, 3000.5})
    void readsSalariesThatAreNumbers(double value) {
        assertThat(HiringColumns.of(new Applicant(applicant("informacoes_profissionais", "remuneracao", value)))[6])
                .isEqualTo((float) value);
    }

    @Test
    void staysFastOnTextsMadeToBeSlow() {
        long start = System.nanoTime();
        for (String evil : List.of(
                "<".repeat(1_000_000),
                "&".repeat(1_000_000),
                "excel em ".repeat(500_000),
                "a-\n".repeat(500_000),
                "1".repeat(2_000_000))) {
            cv(evil);
            HiringColumns.of(new Applicant(applicant("informacoes_profissionais", "remuneracao", evil)));
        }
        assertThat((System.nanoTime() - start) / 1e9).isLessThan(20);
    }
}
