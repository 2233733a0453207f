package tino.hiring.label;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tino.hiring.feature.PlainText;

/** Every {@code situacao_candidado} of the public data, and what it means. An open case says nothing yet: it is no refusal. */
public enum Situation {
    HIRED_BY_DECISION("Contratado pela Decision", Outcome.HIRED),
    HIRED_BY_HUNTING("Contratado como Hunting", Outcome.HIRED),
    OFFER_ACCEPTED("Proposta Aceita", Outcome.HIRED),

    REFUSED_BY_CLIENT("Não Aprovado pelo Cliente", Outcome.NOT_HIRED),
    REFUSED_BY_HR("Não Aprovado pelo RH", Outcome.NOT_HIRED),
    REFUSED_BY_REQUESTER("Não Aprovado pelo Requisitante", Outcome.NOT_HIRED),
    REFUSED("Recusado", Outcome.NOT_HIRED),
    WITHDREW("Desistiu", Outcome.NOT_HIRED),
    WITHDREW_FROM_HIRING("Desistiu da Contratação", Outcome.NOT_HIRED),
    NOT_INTERESTED("Sem interesse nesta vaga", Outcome.NOT_HIRED),

    PROSPECT("Prospect", Outcome.OPEN),
    ENROLLED("Inscrito", Outcome.OPEN),
    JUDGED_BY_HR("Em avaliação pelo RH", Outcome.OPEN),
    FORWARDED("Encaminhado ao Requisitante", Outcome.OPEN),
    TECHNICAL_INTERVIEW("Entrevista Técnica", Outcome.OPEN),
    CLIENT_INTERVIEW("Entrevista com Cliente", Outcome.OPEN),
    APPROVED("Aprovado", Outcome.OPEN),
    OFFER_TO_SEND("Encaminhar Proposta", Outcome.OPEN),
    PAPERS_AS_CONTRACTOR("Documentação PJ", Outcome.OPEN),
    PAPERS_AS_EMPLOYEE("Documentação CLT", Outcome.OPEN),
    PAPERS_AS_COOPERATIVE("Documentação Cooperado", Outcome.OPEN);

    private static final Map<String, Situation> BY_WORDS = new HashMap<>();

    static {
        for (Situation one : values()) {
            BY_WORDS.put(PlainText.folded(one.words), one);
        }
    }

    private final String words;
    private final Outcome outcome;

    Situation(String words, Outcome outcome) {
        this.words = words;
        this.outcome = outcome;
    }

    /** As the data write it. */
    public String words() {
        return words;
    }

    public Outcome outcome() {
        return outcome;
    }

    /** Whatever accents, capitals and spaces it is written with; empty for what the public data do not have. */
    public static Optional<Situation> of(String written) {
        return Optional.ofNullable(BY_WORDS.get(PlainText.folded(written)));
    }
}
