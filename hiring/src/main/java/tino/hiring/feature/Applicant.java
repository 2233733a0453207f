package tino.hiring.feature;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tino.hiring.raw.DeliveredDate;
import tools.jackson.databind.JsonNode;

/** One applicant as delivered, read the way the columns need it. Whatever is not there, or of another type, is an empty text. */
public final class Applicant {
    /** Where people have addresses of their own; everybody else's host is an employer's. */
    private static final Set<String> PRIVATE_MAIL = Set.of(
            "gmail",
            "googlemail",
            "hotmail",
            "outlook",
            "live",
            "msn",
            "yahoo",
            "ymail",
            "rocketmail",
            "icloud",
            "me",
            "mac",
            "aol",
            "uol",
            "bol",
            "terra",
            "ig",
            "globo",
            "globomail",
            "oi",
            "zipmail",
            "r7",
            "proton",
            "protonmail",
            "gmx");

    private static final Phrases NONE = Phrases.of("nenhum*", "não", "nao possuo", "n a", "sem");

    private final JsonNode body;
    final String email;
    final String title;
    final String field;
    final String school;
    final String english;
    final String spanish;
    final List<String> certificates;
    final String cv;
    final int cvLength;

    public Applicant(JsonNode body) {
        this.body = body;
        this.email = first(text("infos_basicas", "email"), text("informacoes_pessoais", "email"));
        this.title = PlainText.folded(text("informacoes_profissionais", "titulo_profissional"));
        this.field = PlainText.folded(text("informacoes_profissionais", "area_atuacao"));
        this.school = PlainText.folded(text("formacao_e_idiomas", "nivel_academico"));
        this.english = PlainText.folded(text("formacao_e_idiomas", "nivel_ingles"));
        this.spanish = PlainText.folded(text("formacao_e_idiomas", "nivel_espanhol"));
        this.certificates = Stream.of("certificacoes", "outras_certificacoes")
                .flatMap(name ->
                        Stream.of(text("informacoes_profissionais", name).split("[,;\\n]")))
                .map(PlainText::folded)
                .filter(one -> !one.isBlank() && !NONE.in(one))
                .toList();
        String written = first(written("cv_pt"), written("cv_en"));
        this.cv = PlainText.folded(written);
        this.cvLength = PlainText.of(written).length();
    }

    private String written(String name) {
        return body.path(name).asString("");
    }

    private static String first(String one, String other) {
        return one.isBlank() ? other : one;
    }

    /** A text or a number of a block, as text. */
    String text(String block, String name) {
        JsonNode value = body.path(block).path(name);
        return value.isValueNode() && !value.isNull() ? value.asString() : "";
    }

    /** Whether a field says something: {@code -} and {@code :} do not. */
    boolean says(String block, String name) {
        return text(block, name).chars().anyMatch(Character::isLetterOrDigit);
    }

    boolean hasPhone() {
        return Stream.of(text("infos_basicas", "telefone"), text("informacoes_pessoais", "telefone_celular"))
                .anyMatch(phone -> phone.chars().filter(Character::isDigit).count() >= 8);
    }

    boolean hasEmail() {
        int at = email.indexOf('@');
        return at > 0 && email.indexOf('.', at) > at + 1;
    }

    boolean hasEmailOfAnEmployer() {
        return hasEmail()
                && !PRIVATE_MAIL.contains(email.substring(email.indexOf('@') + 1)
                        .strip()
                        .toLowerCase(Locale.ROOT)
                        .replaceFirst("\\..*", ""));
    }

    boolean hasLinkedin() {
        return text("informacoes_pessoais", "url_linkedin")
                .toLowerCase(Locale.ROOT)
                .contains("linkedin");
    }

    boolean hasOtherLanguage() {
        String folded = PlainText.folded(text("formacao_e_idiomas", "outro_idioma"));
        return !folded.isBlank() && !NONE.in(folded);
    }

    /** A month, in reais; NaN where nothing sensible is said. */
    float salary() {
        return Salary.of(salaryAsSaid());
    }

    /** Whether something is said that makes no sense. */
    boolean salaryUnreadable() {
        return says("informacoes_profissionais", "remuneracao") && Float.isNaN(salary());
    }

    private JsonNode salaryAsSaid() {
        return body.path("informacoes_profissionais").path("remuneracao");
    }

    /** {@code F}, {@code M}, or {@code null} where it is not said. */
    @Nullable
    String sex() {
        String said = PlainText.folded(text("informacoes_pessoais", "sexo")).strip();
        return said.isEmpty() ? null : said.startsWith("f") ? "F" : said.startsWith("m") ? "M" : null;
    }

    /** Whether the person has a disability; {@code null} where it is not said. */
    @Nullable
    Boolean disabled() {
        String said = PlainText.folded(text("informacoes_pessoais", "pcd")).strip();
        return said.isEmpty() ? null : said.equals("nao") ? Boolean.FALSE : Boolean.TRUE;
    }

    Optional<LocalDate> born() {
        return DeliveredDate.of(text("informacoes_pessoais", "data_nascimento"));
    }
}
