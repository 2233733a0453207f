package tino.hiring.seed;

import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes {@code applicants.json}, {@code prospects.json} and {@code vagas.json} in the form of the public data of Decision's
 * Datathon, and beside them {@code truth.csv}: code and true chance of being hired. Nobody in them is real. The same
 * seed, number and last day give the same bytes.
 */
public final class HiringFiles {
    /** Over so many months people applied. */
    public static final int MONTHS = 24;

    private static final int FIRST_CODE = 31_000;
    private static final int FIRST_VACANCY = 4_500;

    /** Share of applicants who are somebody that is there already, under another code. */
    private static final double TWICE = .01;

    /** Share of applicants of whose applications at least one is decided. */
    private static final double DECIDED = .93;

    /** Applicants a vacancy of the same area and month. */
    private static final int PER_VACANCY = 12;

    private static final List<String> HIRED = List.of(
            "Contratado pela Decision", "Contratado pela Decision", "Contratado como Hunting", "Proposta Aceita");
    private static final List<String> NOT_HIRED = List.of(
            "Não Aprovado pelo Cliente",
            "Não Aprovado pelo Cliente",
            "Não Aprovado pelo RH",
            "Não Aprovado pelo Requisitante",
            "Desistiu",
            "Desistiu da Contratação",
            "Recusado",
            "Sem interesse nesta vaga");
    private static final List<String> OPEN = List.of(
            "Prospect",
            "Prospect",
            "Encaminhado ao Requisitante",
            "Encaminhado ao Requisitante",
            "Inscrito",
            "Entrevista Técnica",
            "Entrevista com Cliente",
            "Em avaliação pelo RH",
            "Aprovado",
            "Encaminhar Proposta",
            "Documentação PJ",
            "Documentação CLT",
            "Documentação Cooperado");
    private static final List<String> LEVELS = List.of("Nenhum", "Básico", "Intermediário", "Avançado", "Fluente");

    private final JsonMapper json = JsonMapper.shared();
    private final Vocabulary words = Vocabulary.load();
    private final Curriculum curriculum = new Curriculum(words);
    private final int count;
    private final LocalDate last;
    private final SplittableRandom random;
    private final List<Applicant> some = new ArrayList<>();
    private final Map<Integer, Vacancy> vacancies = new java.util.TreeMap<>();

    /**
     * @param count applicants, 1 or more
     * @param last day on which anybody applied
     */
    public HiringFiles(int count, long seed, LocalDate last) {
        if (count < 1) {
            throw new IllegalArgumentException("Expected at least one applicant to make up, got " + count + ".");
        }
        this.count = count;
        this.last = last;
        this.random = new SplittableRandom(seed);
    }

    private record Applicant(Person person, Facts facts) {}

    private record Vacancy(Area area, LocalDate opened, List<Map<String, Object>> prospects) {}

    /** @param hired how many were @param applications of all */
    public record Written(int applicants, int hired, int vacancies, int applications, Path folder) {}

    /**
     * Writes the four files into a folder, which is made if need be; files of these names are replaced.
     *
     * @param progress told how many applicants are written
     */
    public Written write(Path folder, LongConsumer progress) throws IOException {
        Files.createDirectories(folder);
        int hired = 0;
        int applications = 0;
        try (JsonFile applicants = new JsonFile(folder.resolve("applicants.json"));
                BufferedWriter truth = Files.newBufferedWriter(folder.resolve("truth.csv"))) {
            truth.write("codigo,probabilidade\n");
            for (int i = 0; i < count; i++) {
                SplittableRandom own = random.split();
                Applicant one = applicant(i, own);
                String code = Integer.toString(FIRST_CODE + i);
                LocalDate applied = last.minusDays((long) (own.nextDouble() * MONTHS * 30.4));
                double chance = one.facts.chance(MONTHS - months(applied));
                truth.write(String.format(Locale.ROOT, "%s,%.6f%n", code, chance));
                boolean decided = own.nextDouble() < DECIDED;
                boolean taken = decided && own.nextDouble() < chance;
                applications += apply(code, one, applied, decided, taken, own);
                hired += taken ? 1 : 0;
                applicants.write(code, profile(code, one, applied, own));
                if (i % 64 == 0) {
                    progress.accept(i);
                }
            }
        }
        try (JsonFile prospects = new JsonFile(folder.resolve("prospects.json"));
                JsonFile vagas = new JsonFile(folder.resolve("vagas.json"))) {
            for (Map.Entry<Integer, Vacancy> one : vacancies.entrySet()) {
                String code = Integer.toString(one.getKey());
                SplittableRandom own = random.split();
                String title = curriculum.title(Facts.drawn(own), own);
                prospects.write(
                        code, ordered("titulo", title, "modalidade", "", "prospects", one.getValue().prospects));
                vagas.write(code, vacancy(title, one.getValue(), own));
            }
        }
        progress.accept(count);
        return new Written(count, hired, vacancies.size(), applications, folder);
    }

    private double months(LocalDate applied) {
        return java.time.temporal.ChronoUnit.DAYS.between(applied, last) / 30.4;
    }

    private Applicant applicant(int number, RandomGenerator own) {
        if (!some.isEmpty() && own.nextDouble() < TWICE) {
            return Vocabulary.one(some, own);
        }
        Facts facts = Facts.drawn(own);
        Person person = Person.drawn(FIRST_CODE + number, facts.corporate(), last, words.people(), own);
        Applicant one = new Applicant(person, facts);
        if (number % 50 == 0) {
            some.add(one);
        }
        return one;
    }

    /** Lays out the applications of one person so that they end as drawn. @return how many */
    private int apply(
            String code, Applicant one, LocalDate first, boolean decided, boolean taken, RandomGenerator own) {
        int closed = decided ? 1 + own.nextInt(3) : 0;
        int open = decided ? own.nextInt(2) : 1 + own.nextInt(2);
        LocalDate applied = first;
        for (int i = 0; i < closed + open; i++) {
            boolean end = i == closed - 1;
            List<String> ways = i >= closed ? OPEN : end && taken ? HIRED : NOT_HIRED;
            LocalDate updated = min(last, applied.plusDays(2 + own.nextInt(30)));
            vacancyFor(one.facts.area(), applied, own)
                    .prospects
                    .add(ordered(
                            "nome", one.person.name(),
                            "codigo", code,
                            "situacao_candidado", Vocabulary.one(ways, own),
                            "data_candidatura", Dirt.date(applied, own),
                            "ultima_atualizacao", Dirt.date(updated, own),
                            "comentario", Vocabulary.one(words.people().comments(), own),
                            "recrutador", Vocabulary.one(words.people().recruiters(), own)));
            applied = min(last, applied.plusDays(own.nextInt(20)));
        }
        return closed + open;
    }

    private static LocalDate min(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }

    private Vacancy vacancyFor(Area area, LocalDate applied, RandomGenerator own) {
        int month = (int) months(applied);
        int share = Math.max(1, (int) (count * area.share / MONTHS / PER_VACANCY));
        int number = FIRST_VACANCY + (month * Area.values().length + area.ordinal()) * share + own.nextInt(share);
        return vacancies.computeIfAbsent(
                number, _ -> new Vacancy(area, last.minusDays((long) (30.4 * (month + 1))), new ArrayList<>()));
    }

    private Map<String, Object> profile(String code, Applicant one, LocalDate applied, RandomGenerator own) {
        Person person = one.person;
        Facts facts = one.facts;
        String email = facts.email() ? person.email() : "";
        String phone = facts.phone() ? person.phone() : "";
        String made = Dirt.date(applied, own) + " 10:00:00";
        String clean = curriculum.of(person, facts, own);
        return ordered(
                "infos_basicas",
                ordered(
                        "telefone_recado",
                        "",
                        "telefone",
                        phone,
                        "objetivo_profissional",
                        facts.objective() ? curriculum.title(facts, own) : "",
                        "data_criacao",
                        made,
                        "inserido_por",
                        Vocabulary.one(words.people().recruiters(), own),
                        "email",
                        email,
                        "local",
                        facts.local() ? Vocabulary.one(words.people().places(), own) : "",
                        "sabendo_de_nos_por",
                        Vocabulary.one(words.people().sources(), own),
                        "data_atualizacao",
                        made,
                        "codigo_profissional",
                        code,
                        "nome",
                        person.name()),
                "informacoes_pessoais",
                ordered(
                        "data_aceite",
                        "Cadastro anterior ao registro de aceite",
                        "nome",
                        person.name(),
                        "cpf",
                        Dirt.unless(Dirt.NO_CPF, person.cpf(), own),
                        "fonte_indicacao",
                        ":",
                        "email",
                        email,
                        "email_secundario",
                        "",
                        "data_nascimento",
                        own.nextDouble() < Dirt.NO_BIRTH ? "0000-00-00" : Dirt.date(person.born(), own),
                        "telefone_celular",
                        phone,
                        "telefone_recado",
                        "",
                        "sexo",
                        Dirt.unless(Dirt.NO_SEX, person.woman() ? "Feminino" : "Masculino", own),
                        "estado_civil",
                        Vocabulary.one(words.people().marital(), own),
                        "pcd",
                        Dirt.unless(Dirt.NO_PCD, person.pcd() ? "Sim" : "Não", own),
                        "endereco",
                        "",
                        "skype",
                        "",
                        "url_linkedin",
                        facts.linkedin() ? person.linkedin() : "",
                        "facebook",
                        ""),
                "informacoes_profissionais",
                ordered(
                        "titulo_profissional",
                        Dirt.unless(Dirt.NO_TITLE, curriculum.title(facts, own), own),
                        "area_atuacao",
                        Dirt.unless(Dirt.NO_AREA, curriculum.field(facts, own), own),
                        "conhecimentos_tecnicos",
                        "",
                        "certificacoes",
                        certificates(facts),
                        "outras_certificacoes",
                        "",
                        "remuneracao",
                        facts.stated() ? Dirt.salary(facts.salary(), own) : "",
                        "nivel_profissional",
                        ""),
                "formacao_e_idiomas",
                ordered(
                        "nivel_academico",
                                Dirt.unless(Dirt.NO_SCHOOL, Vocabulary.one(facts.schooling().words, own), own),
                        "nivel_ingles", Dirt.unless(Dirt.NO_LANGUAGE, LEVELS.get(facts.english()), own),
                        "nivel_espanhol", Dirt.unless(Dirt.NO_LANGUAGE, LEVELS.get(facts.spanish()), own),
                        "outro_idioma", facts.otherLanguage() ? "Francês - Intermediário" : "-",
                        "cursos", curriculum.course(facts, own)),
                "cargo_atual",
                Map.of(),
                "cv_pt",
                Dirt.text(clean, own),
                "cv_en",
                own.nextDouble() < .1 ? String.join(" ", words.texts().english_filler()) : "");
    }

    private static String certificates(Facts facts) {
        return String.join(
                ", ", facts.certificates().stream().map(one -> one.words).toList());
    }

    private Map<String, Object> vacancy(String title, Vacancy one, RandomGenerator own) {
        return ordered(
                "informacoes_basicas",
                ordered(
                        "data_requicisao",
                        Dirt.date(one.opened, own),
                        "titulo_vaga",
                        title,
                        "vaga_sap",
                        own.nextInt(10) == 0 ? "Sim" : "Não",
                        "cliente",
                        Vocabulary.one(words.people().companies(), own),
                        "tipo_contratacao",
                        own.nextBoolean() ? "CLT Full" : "PJ/Autônomo"),
                "perfil_vaga",
                ordered(
                        "estado", "São Paulo",
                        "cidade", "São Paulo",
                        "vaga_especifica_para_pcd", "Não",
                        "nivel_academico", "Ensino Superior Completo",
                        "nivel_ingles", Vocabulary.one(LEVELS, own),
                        "areas_atuacao", curriculum.field(Facts.drawn(own), own)),
                "beneficios",
                ordered("valor_venda", "-", "valor_compra_1", "R$"));
    }

    private static Map<String, Object> ordered(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }

    /** One JSON object, a member a line. */
    private final class JsonFile implements AutoCloseable {
        private final OutputStream out;
        private boolean first = true;

        JsonFile(Path file) throws IOException {
            out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
            out.write('{');
        }

        void write(String code, Object value) throws IOException {
            out.write(((first ? "\n\"" : ",\n\"") + code + "\": ").getBytes(StandardCharsets.UTF_8));
            out.write(json.writeValueAsBytes(value));
            first = false;
        }

        @Override
        public void close() throws IOException {
            out.write("\n}\n".getBytes(StandardCharsets.UTF_8));
            out.close();
        }
    }
}
