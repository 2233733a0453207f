package tino.hiring.raw;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a file may have, and the table that it goes into. */
public enum Kind {
    /** By code of the applicant; a row each. */
    APPLICANTS("infos_basicas", "applicants_raw", List.of("codigo"), List.of("body", "cpf", "email")),

    /** By code of the vacancy; a row an application. */
    PROSPECTS("titulo", "prospects_raw", List.of("vaga", "codigo", "nth"), List.of("titulo", "modalidade", "body")),

    /** By code of the vacancy; a row each. */
    VACANCIES("informacoes_basicas", "vacancies_raw", List.of("vaga"), List.of("body"));

    /** With what a record begins in the files of the public data. */
    final String marker;

    final String table;
    private final List<String> key;
    private final List<String> rest;

    Kind(String marker, String table, List<String> key, List<String> rest) {
        this.marker = marker;
        this.table = table;
        this.key = key;
        this.rest = rest;
    }

    /** How the table is called in texts and in the table {@code ingest}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The columns of a row, without the time. */
    String columns() {
        return Stream.concat(key.stream(), rest.stream()).collect(Collectors.joining(", "));
    }

    /** Takes over what is staged; a row comes back for each that is new or changed, {@code true} if it is new. */
    String merge() {
        String set =
                rest.stream().map(column -> column + " = excluded." + column).collect(Collectors.joining(", "));
        return "INSERT INTO " + table + " SELECT * FROM ingest_stage ON CONFLICT (" + String.join(", ", key)
                + ") DO UPDATE SET " + set + ", ingested_at = excluded.ingested_at WHERE "
                + rest.stream()
                        .map(column -> table + "." + column + " IS DISTINCT FROM excluded." + column)
                        .collect(Collectors.joining(" OR "))
                + " RETURNING xmax = 0";
    }
}
