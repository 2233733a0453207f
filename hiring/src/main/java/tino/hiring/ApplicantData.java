package tino.hiring;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import tino.lifecycle.database.Database;
import tino.lifecycle.privacy.PersonalData;
import tino.lifecycle.privacy.Subject;
import tools.jackson.databind.JsonNode;

/** What applicants delivered, CV included. One person under two codes is one: either code leads to both. */
final class ApplicantData implements PersonalData {
    private final Database database;
    private final CodeRows rows;

    ApplicantData(Database database) {
        this.database = database;
        this.rows = new CodeRows(database, "hiring.applicants", "applicants_raw");
    }

    @Override
    public String name() {
        return rows.name();
    }

    @Override
    public Known known(Set<String> ids) {
        if (!rows.known(ids).here()) {
            return Known.NOTHING;
        }
        Set<String> codes = new HashSet<>();
        Set<String> words = new HashSet<>();
        database.sql().sql("""
                        SELECT r.codigo, r.cpf, r.email, r.body->'informacoes_pessoais'->>'cpf', r.body->'infos_basicas'->>'email',
                          r.body->'informacoes_pessoais'->>'email', r.body->'informacoes_pessoais'->>'email_secundario'
                        FROM applicants_raw r JOIN applicant_identity i USING (codigo)
                        WHERE i.identity IN (SELECT identity FROM applicant_identity WHERE codigo = ANY (?))
                        """).param(ids.toArray(String[]::new)).query(row -> {
            codes.add(row.getString(1));
            for (int column = 2; column <= 7; column++) {
                String word = row.getString(column);
                if (word != null && !word.isBlank()) {
                    words.add(word.strip());
                }
            }
        });
        return new Known(true, codes, words);
    }

    @Override
    public void export(Subject subject, Consumer<JsonNode> found) {
        rows.export(subject, found);
    }

    @Override
    public Map<String, Long> erase(Subject subject, boolean known) {
        return rows.erase(subject, known);
    }
}
