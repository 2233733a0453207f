package tino.hiring;

import java.util.List;
import java.util.Map;
import tino.hiring.classifier.LearnedPersons;
import tino.lifecycle.database.Database;
import tino.lifecycle.privacy.PersonalData;

/**
 * Everything that hiring keeps of people. An applicant is known by the code. It is erased in the order in which one is made from
 * the other, so that a table that is being made anew meanwhile does not bring anybody back.
 */
public record ApplicantStores(List<PersonalData> all) {

    public static ApplicantStores of(Database database) {
        return new ApplicantStores(List.of(
                new LearnedPersons(database),
                new ApplicantData(database),
                new CodeRows(
                        database,
                        "hiring.prospects",
                        "prospects_raw",
                        "codigo",
                        Map.of("prospects_raw.vaga", "false", "vacancies_raw.vaga", "false")),
                new CodeRows(database, "hiring.features", "applicants_feat"),
                new CodeRows(
                        database,
                        "hiring.labels",
                        "prospects_labels",
                        "codigo",
                        Map.of("prospects_labels.vaga", "false")),
                new CodeRows(database, "hiring.gold", "gold_applicants"),
                new CodeRows(
                        database,
                        "hiring.ingest",
                        "ingest_code",
                        "code",
                        Map.of(
                                "ingest_code.code",
                                "exists(SELECT FROM ingest i WHERE i.id = ingest_code.ingest AND i.kind = 'applicants')")),
                new RejectData(database)));
    }
}
