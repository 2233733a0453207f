package tino.hiring.feature;

import java.util.List;
import java.util.function.Predicate;

/** The 46 columns that a hiring model learns from and decides by, in their order. The names are a contract with its clients. */
public final class HiringColumns {
    private static final String BASIC = "infos_basicas";
    private static final String PERSONAL = "informacoes_pessoais";
    private static final String CERTIFICATES = "informacoes_profissionais.certificacoes, outras_certificacoes";
    private static final String TITLE = "informacoes_profissionais.titulo_profissional";
    private static final String FIELD = "informacoes_profissionais.area_atuacao";
    private static final String ENGLISH = "formacao_e_idiomas.nivel_ingles";
    private static final String SPANISH = "formacao_e_idiomas.nivel_espanhol";
    private static final String SCHOOL = "formacao_e_idiomas.nivel_academico";
    private static final String CV = "cv_pt, else cv_en";

    private static final Phrases NO_LEVEL = Phrases.of("nenhum", "não", "sem conhecimento");
    private static final Phrases BASIC_LEVEL = Phrases.of("basico", "iniciante", "basic");
    private static final Phrases MIDDLE_LEVEL = Phrases.of("intermediario", "intermediate");
    private static final Phrases HIGH_LEVEL = Phrases.of("avançado", "fluente", "nativo", "advanced", "fluent");

    private static final Phrases POSTGRADUATE =
            Phrases.of("pos", "posgraduação", "mba", "especialização", "mestrado", "doutorado");
    private static final Phrases TECHNICAL = Phrases.of("tecnolog*", "tecnic*");
    private static final Phrases UNIVERSITY = Phrases.of("superior", "graduação", "bacharelado", "licenciatura");
    private static final Phrases UNFINISHED = Phrases.of("incompleto", "cursando", "trancado", "em andamento");
    private static final Phrases SECONDARY = Phrases.of("médio", "segundo grau", "2 grau", "colegial");

    private static final Phrases SAP = Phrases.of("sap");
    private static final Phrases FINANCIAL_ACCOUNTING = Phrases.of("fi", "fico", "financial accounting");
    private static final Phrases OFFICE = Phrases.of("mos", "microsoft office", "office specialist");

    /** All of them. */
    public static final List<Column> ALL = List.of(
            says(
                    "tem_email",
                    BASIC + ".email, else " + PERSONAL + ".email",
                    "an address with an @ and a point behind it",
                    Applicant::hasEmail),
            says(
                    "tem_telefone",
                    BASIC + ".telefone, " + PERSONAL + ".telefone_celular",
                    "eight digits or more in one of them",
                    Applicant::hasPhone),
            says("tem_linkedin", PERSONAL + ".url_linkedin", "names linkedin", Applicant::hasLinkedin),
            says("tem_local", BASIC + ".local", "a letter or digit", a -> a.says(BASIC, "local")),
            says(
                    "tem_objetivo",
                    BASIC + ".objetivo_profissional",
                    "a letter or digit",
                    a -> a.says(BASIC, "objetivo_profissional")),
            says(
                    "email_corporativo",
                    BASIC + ".email, else " + PERSONAL + ".email",
                    "an address that is not at one of the known private providers",
                    Applicant::hasEmailOfAnEmployer),
            new Column(
                    "salario_valor",
                    "informacoes_profissionais.remuneracao",
                    "reais a month, 300 to 200,000; a gap where nothing sensible is said",
                    Applicant::salary),
            level("ingl_nenhum", ENGLISH, "said to be none", a -> a.english, NO_LEVEL),
            level("ingl_basico", ENGLISH, "basic", a -> a.english, BASIC_LEVEL),
            level("ingl_intermediario", ENGLISH, "intermediate", a -> a.english, MIDDLE_LEVEL),
            level("ingl_avancado", ENGLISH, "advanced, fluent or native", a -> a.english, HIGH_LEVEL),
            says(
                    "ingl_outro",
                    ENGLISH,
                    "something else is said; where nothing is, all five are 0",
                    a -> otherLevel(a.english)),
            level("esp_nenhum", SPANISH, "said to be none", a -> a.spanish, NO_LEVEL),
            level("esp_basico", SPANISH, "basic", a -> a.spanish, BASIC_LEVEL),
            level("esp_intermediario", SPANISH, "intermediate", a -> a.spanish, MIDDLE_LEVEL),
            level("esp_avancado", SPANISH, "advanced, fluent or native", a -> a.spanish, HIGH_LEVEL),
            says(
                    "esp_outro",
                    SPANISH,
                    "something else is said; where nothing is, all five are 0",
                    a -> otherLevel(a.spanish)),
            says(
                    "outro_idioma_presente",
                    "formacao_e_idiomas.outro_idioma",
                    "names a language",
                    Applicant::hasOtherLanguage),
            says(
                    "esc_pos",
                    SCHOOL,
                    "post-graduate, MBA, master or doctor, finished or not",
                    a -> POSTGRADUATE.in(a.school)),
            says(
                    "esc_tecnologo",
                    SCHOOL,
                    "technical school or technologist",
                    a -> TECHNICAL.in(a.school) && !POSTGRADUATE.in(a.school)),
            says(
                    "esc_medio",
                    SCHOOL,
                    "secondary school, finished or not",
                    a -> SECONDARY.in(a.school) && !TECHNICAL.in(a.school)),
            says(
                    "esc_superior_completo",
                    SCHOOL,
                    "university, finished",
                    a -> university(a.school) && !UNFINISHED.in(a.school)),
            says(
                    "esc_superior_incompleto",
                    SCHOOL,
                    "university, begun",
                    a -> university(a.school) && UNFINISHED.in(a.school)),
            field("area_admin", "administration", Phrases.of("administrativ*", "administração")),
            field("area_ti", "information technology", Phrases.of("ti", "tecnologia", "informatica")),
            field(
                    "area_financeiro",
                    "finance, controlling or accounting",
                    Phrases.of("financ*", "controladoria", "contab*")),
            title(
                    "titulo_admin",
                    "administration",
                    Phrases.of("administrativ*", "administrador* de empresas", "auxiliar de escritório")),
            title(
                    "titulo_ti",
                    "information technology",
                    Phrases.of(
                            "ti",
                            "desenvolvedor*",
                            "developer",
                            "programador*",
                            "software",
                            "analista de sistemas",
                            "analista de suporte",
                            "suporte técnico",
                            "infraestrutura",
                            "arquitet* de soluções",
                            "devops",
                            "full stack",
                            "fullstack",
                            "front end",
                            "frontend",
                            "back end",
                            "backend",
                            "tecnologia da informação")),
            title(
                    "titulo_dados_bi",
                    "data or business intelligence",
                    Phrases.of("dados", "data", "bi", "business intelligence", "analytics")),
            title(
                    "titulo_financeiro",
                    "finance, controlling or accounting",
                    Phrases.of(
                            "financ*",
                            "contab*",
                            "contador*",
                            "controladoria",
                            "controller",
                            "fiscal",
                            "tesouraria",
                            "contas a pagar",
                            "faturamento")),
            office("cert_mos_word", "Word", "77-418", Phrases.of("word"), Phrases.of("77 418")),
            office("cert_mos_excel", "Excel", "77-420", Phrases.of("excel"), Phrases.of("77 420")),
            office("cert_mos_outlook", "Outlook", "77-423", Phrases.of("outlook"), Phrases.of("77 423")),
            office(
                    "cert_mos_powerpoint",
                    "PowerPoint",
                    "77-422",
                    Phrases.of("powerpoint", "power point"),
                    Phrases.of("77 422")),
            says(
                    "cert_sap_fi",
                    CERTIFICATES,
                    "one that names SAP and FI, FICO or financial accounting",
                    a -> certified(a, SAP, FINANCIAL_ACCOUNTING)),
            says("has_cert", CERTIFICATES, "names any", a -> !a.certificates.isEmpty()),
            cv(
                    "cv_excel_avancado",
                    "Excel and advanced, next to each other",
                    Phrases.of(
                            "excel … avancad*",
                            "avancad* … excel",
                            "excel advanced",
                            "advanced … excel",
                            "dominio avancado … excel")),
            cv(
                    "cv_kpi",
                    "KPI, or indicators of performance",
                    Phrases.of(
                            "kpi",
                            "kpis",
                            "indicador* de desempenho",
                            "indicador* de performance",
                            "indicador* chave",
                            "key performance indicator*")),
            cv(
                    "cv_controladoria",
                    "controlling",
                    Phrases.of("controladoria", "controller", "controllers", "controlling")),
            cv(
                    "cv_contabil",
                    "accounting",
                    Phrases.of("contabi*", "contabe*", "contador*", "accounting", "accountant")),
            cv(
                    "cv_financeiro",
                    "finance",
                    Phrases.of(
                            "financ*",
                            "contas a pagar",
                            "contas a receber",
                            "contas a pagar e a receber",
                            "fluxo de caixa",
                            "tesouraria")),
            cv("cv_administrativo", "administration", Phrases.of("administrativ*", "administração")),
            cv("cv_sap", "SAP", SAP),
            cv("cv_protheus", "Protheus", Phrases.of("protheus", "microsiga", "totvs")),
            cv("cv_navision", "Navision", Phrases.of("navision", "dynamics nav")),
            says(
                    "cv_tamanho_maior_1500",
                    CV,
                    "more than 1,500 characters, tags left out and white space as one",
                    a -> a.cvLength > 1_500));

    private HiringColumns() {}

    private static Column says(String name, String source, String rule, Predicate<Applicant> whether) {
        return new Column(name, source, rule, applicant -> whether.test(applicant) ? 1 : 0);
    }

    private static Column level(
            String name,
            String source,
            String rule,
            java.util.function.Function<Applicant, String> language,
            Phrases level) {
        return says(name, source, rule, a -> level.in(language.apply(a)));
    }

    private static boolean otherLevel(String said) {
        return !said.isBlank()
                && !NO_LEVEL.in(said)
                && !BASIC_LEVEL.in(said)
                && !MIDDLE_LEVEL.in(said)
                && !HIGH_LEVEL.in(said);
    }

    private static boolean university(String school) {
        return UNIVERSITY.in(school) && !POSTGRADUATE.in(school) && !TECHNICAL.in(school);
    }

    private static Column field(String name, String what, Phrases ways) {
        return says(name, FIELD, "names " + what, a -> ways.in(a.field));
    }

    private static Column title(String name, String what, Phrases ways) {
        return says(name, TITLE, "names " + what, a -> ways.in(a.title));
    }

    private static Column office(String name, String program, String exam, Phrases ways, Phrases number) {
        return says(
                name,
                CERTIFICATES,
                "one of Microsoft Office Specialist for " + program + ", also by its number " + exam,
                a -> certified(a, OFFICE, ways) || a.certificates.stream().anyMatch(number::in));
    }

    /** One certificate that names both. */
    private static boolean certified(Applicant applicant, Phrases one, Phrases other) {
        return applicant.certificates.stream().anyMatch(certificate -> one.in(certificate) && other.in(certificate));
    }

    private static Column cv(String name, String what, Phrases ways) {
        return says(name, CV, "says " + what, a -> ways.in(a.cv));
    }

    /** The names, in order. */
    public static List<String> names() {
        return ALL.stream().map(Column::name).toList();
    }

    /** All of one applicant, in order. */
    public static float[] of(Applicant applicant) {
        float[] values = new float[ALL.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = ALL.get(i).value().of(applicant);
        }
        return values;
    }
}
