package tino.language.text;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Small closed classes of Portuguese words, in lower case without accents. */
public final class Portuguese {
    public static final Set<String> ARTICLES = words("o a os as um uma uns umas");
    private static final Set<String> FUNCTION = words("""
            o a os as um uma uns umas de do da dos das em no na nos nas num numa nuns numas a ao aos por pelo pela pelos pelas
            para pra com sem sob sobre entre ate desde contra perante apos ante e ou mas nem que se como quando onde porque pois
            porem contudo todavia entretanto logo portanto embora enquanto conforme segundo durante mediante caso seja sejam
            este esta estes estas esse essa esses essas aquele aquela aqueles aquelas isto isso aquilo neste nesta nestes nestas
            nesse nessa nesses nessas deste desta destes destas desse dessa desses dessas daquele daquela daqueles daquelas
            ele ela eles elas lhe lhes me te nos vos seu sua seus suas meu minha cujo cuja cujos cujas qual quais quem
            ser e sao era eram foi foram sera serao seria sendo sido esta estao estava estavam estar ter tem tinha tinham ha
            havia haver houve ter teve tendo
            muito muita mais menos tambem ja ainda so apenas nao assim entao bem cada todo toda todos todas outro outra outros
            outras mesmo mesma mesmos mesmas tal tais algum alguma alguns algumas qualquer quaisquer ambos ambas nenhum nenhuma
            quanto quanta quantos quantas tanto alem atraves
            """);
    private static final Set<String> NUMBERS = words("""
            zero dois duas tres quatro cinco seis sete oito nove dez onze doze treze quatorze catorze quinze dezesseis dezessete
            dezoito dezenove vinte trinta quarenta cinquenta sessenta setenta oitenta noventa cem cento duzentos duzentas
            trezentos trezentas quatrocentos quinhentos seiscentos setecentos oitocentos novecentos mil milhao milhoes bilhao
            bilhoes primeiro primeira segunda terceiro terceira quarto quarta quinto quinta metade dobro dezenas centenas milhares
            """);
    private static final Set<String> TIMES = words("""
            janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro domingo segunda-feira sabado
            ano anos mes meses dia dias semana semanas semestre semestres seculo seculos decada hora horas minuto minutos periodo
            prazo data inicio final hoje ontem amanha atualmente anualmente semestralmente mensalmente diariamente
            """);
    private static final Set<String> PLACES = words("""
            cidade cidades pais paises estado estados campus universidade universidades faculdade instituto laboratorio biblioteca
            secretaria brasil europa america africa asia sala unidade municipio regiao rua avenida predio sede site pagina portal
            sistema local lugar centro escola loja
            """);
    private static final Set<String> PEOPLE = words("""
            pessoa pessoas aluno alunos aluna alunas professor professores professora academico academicos academica estudante
            estudantes discente discentes docente docentes coordenador coordenadora coordenacao colegiado conselho comissao banca
            diretor diretora direcao reitor pro-reitor pro-reitoria reitoria secretario ministerio ministro presidente governo
            empresa empresas instituicao instituicoes orientador supervisor usuario usuarios usuario cliente clientes profissional
            profissionais pesquisador pesquisadores cientista cientistas engenheiro engenheiros matematico matematicos equipe grupo
            orgao vendedor vendedores anunciante anunciantes comprador compradores consumidor consumidores marca marcas plataforma
            """);

    /** Prepositions by what they join, with their contractions. */
    public enum Preposition {
        NONE,
        IN,
        TO,
        OF,
        BY,
        FOR,
        WITH,
        OTHER
    }

    private static final Map<String, Preposition> PREPOSITIONS = Stream.of(
                    Map.entry(Preposition.IN, "em no na nos nas num numa nuns numas neste nesta nesse nessa"),
                    Map.entry(Preposition.TO, "ao aos as a"),
                    Map.entry(Preposition.OF, "de do da dos das deste desta desse dessa"),
                    Map.entry(Preposition.BY, "por pelo pela pelos pelas"),
                    Map.entry(Preposition.FOR, "para pra"),
                    Map.entry(Preposition.WITH, "com"),
                    Map.entry(
                            Preposition.OTHER,
                            "sem sob sobre entre ate desde contra perante apos ante durante mediante conforme segundo"))
            .flatMap(entry -> words(entry.getValue()).stream().map(word -> Map.entry(word, entry.getKey())))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private static final Set<String> ABBREVIATIONS = words("""
            art arts n no nº sr sra srs dr dra prof profa profs etc ex p pag pags fig figs vol ed inc ltda av obs cf ibid op cit
            tel num res cap sec al jr st mr mrs vs aprox min max par
            """);

    private Portuguese() {}

    static Set<String> words(String joined) {
        return Stream.of(joined.strip().split("\\s+")).collect(Collectors.toUnmodifiableSet());
    }

    /** Articles, prepositions, conjunctions, pronouns, auxiliaries: words that carry no topic. */
    public static boolean isFunction(String folded) {
        return FUNCTION.contains(folded);
    }

    /** A number in words. */
    public static boolean isNumber(String folded) {
        return NUMBERS.contains(folded);
    }

    public static boolean isTime(String folded) {
        return TIMES.contains(folded);
    }

    public static boolean isPlace(String folded) {
        return PLACES.contains(folded);
    }

    /** People, and bodies that act like people. */
    public static boolean isPerson(String folded) {
        return PEOPLE.contains(folded) || PEOPLE.contains(folded + "s");
    }

    public static Preposition preposition(String folded) {
        return PREPOSITIONS.getOrDefault(folded, Preposition.NONE);
    }

    static boolean isAbbreviation(String folded) {
        return ABBREVIATIONS.contains(folded);
    }
}
