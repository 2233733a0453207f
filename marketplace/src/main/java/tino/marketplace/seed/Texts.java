package tino.marketplace.seed;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * What one made-up person's profile says. Most profiles speak the trade's language, some also that of
 * clients, so that a client's word and a profile's word for one thing often differ, and profiles that use both teach which
 * belong together.
 */
final class Texts {
    private static final int TITLE_LENGTH = 120;

    private final Vocabulary.Phrases phrases;
    private final Traits traits;
    private final Schooling schooling;
    private final RandomGenerator random;
    private final Map<String, String> slots = new HashMap<>();
    private final Wording wording;

    Texts(
            Vocabulary.Phrases phrases,
            Traits traits,
            String name,
            Place place,
            double months,
            Schooling schooling,
            RandomGenerator random) {
        this.phrases = phrases;
        this.traits = traits;
        this.schooling = schooling;
        this.random = random;
        Profession profession = traits.profession();
        // Most worked for somebody else before they came here.
        int years = 1 + (int) (months / 12) + (int) (6 * Draw.exponential(random));
        slots.put("nome", name);
        slots.put(
                "profissao",
                traits.feminine() ? profession.names().f() : profession.names().m());
        slots.put("anos", Integer.toString(Math.max(2, years)));
        slots.put("bairro", place.name());
        slots.put("zona", place.zone());
        slots.put("curso", schooling.course());
        slots.put("faculdade", schooling.school());
        slots.put("grau", schooling.degree());
        this.wording = new Wording(slots, traits.feminine(), random);
    }

    String title() {
        fillServices();
        String title =
                random.nextDouble() < .72 ? wording.one(traits.speciality().titles()) : wording.of("{profissao}");
        String longer = random.nextDouble() < .45 ? title + wordingOf(phrases.title_suffixes()) : title;
        return capitalised(longer.length() <= TITLE_LENGTH ? longer : title);
    }

    private String wordingOf(List<String> suffixes) {
        String suffix = wording.one(suffixes);
        return suffix.startsWith(":") || suffix.startsWith(",") ? suffix : ' ' + suffix;
    }

    /** An opening and the services always; the rest by character and chance, in a loose order. */
    String description() {
        List<String> sentences = new ArrayList<>();
        fillServices();
        List<String> middle = new ArrayList<>();
        middle.add(wording.one(phrases.services()));
        if (traits.colloquial()) {
            fillSigns();
            middle.add(wording.one(phrases.signs()));
            if (random.nextDouble() < .4) {
                fillSigns();
                middle.add(wording.one(phrases.signs()));
            }
        }
        if (random.nextDouble() < .3) {
            fillServices();
            middle.add(wording.one(phrases.services()));
        }
        maybe(.5, phrases.experience(), middle);
        if (!schooling.degree().isEmpty()) {
            maybe(.7, phrases.study(), middle);
        }
        fillServices();
        sentences.add(wording.one(phrases.openings()));
        style(middle);
        Collections.shuffle(middle, Random.from(random));
        sentences.addAll(middle);
        maybe(.5, traits.profession().remote() ? phrases.remote_areas() : phrases.areas(), sentences);
        maybe(.35, phrases.terms(), sentences);
        maybe(.5, phrases.closings(), sentences);
        return String.join(" ", sentences.stream().map(Texts::capitalised).toList());
    }

    /** Warm people mostly sound warm, careful ones careful: an unreliable sign, and half of the texts lack it. */
    private void style(List<String> sentences) {
        boolean warm = random.nextDouble() < Draw.logistic(2.5 * traits.warmth());
        maybe(.5, warm ? phrases.warmth().warm() : phrases.warmth().cool(), sentences);
        boolean careful = random.nextDouble() < Draw.logistic(2.5 * traits.care());
        maybe(.5, careful ? phrases.care().careful() : phrases.care().quick(), sentences);
    }

    private void maybe(double probability, List<String> templates, List<String> sentences) {
        if (random.nextDouble() < probability) {
            sentences.add(wording.one(templates));
        }
    }

    /** Three different services, mostly of the speciality the person lives on, some of others they know. */
    private void fillServices() {
        List<String> services = new ArrayList<>();
        while (services.size() < 3) {
            String service = Draw.one(practised().services(), random);
            if (!services.contains(service)) {
                services.add(service);
            }
        }
        slots.put("servico", services.get(0));
        slots.put("servico2", services.get(1));
        slots.put("servico3", services.get(2));
    }

    private void fillSigns() {
        List<String> signs = practised().signs();
        int first = random.nextInt(signs.size());
        slots.put("sinal", signs.get(first));
        slots.put("sinal2", signs.get((first + 1 + random.nextInt(signs.size() - 1)) % signs.size()));
    }

    /** A speciality worth mentioning: the main one, or another in proportion to how well it is mastered. */
    private Profession.Speciality practised() {
        List<Profession.Speciality> all = traits.profession().specialities();
        List<Double> skill = traits.skill();
        List<Integer> numbers = IntStream.range(0, all.size()).boxed().toList();
        return all.get(numbers.get(Draw.weighted(numbers, i -> Math.pow(skill.get(i), 3), random)));
    }

    /** Sentences begin with a capital letter, also where a slot came first. */
    private static String capitalised(String text) {
        StringBuilder result = new StringBuilder(text);
        boolean start = true;
        for (int i = 0; i < result.length(); i++) {
            char c = result.charAt(i);
            if (start && Character.isLetterOrDigit(c)) {
                result.setCharAt(i, Character.toUpperCase(c));
                start = false;
            } else if ((c == '.' || c == '?' || c == '!') && i + 1 < result.length() && result.charAt(i + 1) == ' ') {
                start = true;
            }
        }
        return result.toString();
    }
}
