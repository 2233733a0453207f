package tino.hiring.seed;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * Who a made-up applicant is. Nobody real: the check digits of the CPF are wrong, addresses say that they are examples.
 *
 * @param cpf eleven digits with dots and a dash
 */
record Person(
        String name,
        boolean woman,
        String cpf,
        String email,
        String linkedin,
        String phone,
        LocalDate born,
        boolean pcd) {

    static Person drawn(
            int number, boolean corporate, LocalDate today, Vocabulary.People words, RandomGenerator random) {
        boolean woman = random.nextBoolean();
        String first = Vocabulary.one(woman ? words.women() : words.men(), random);
        String last = Vocabulary.one(words.surnames(), random);
        String handle = plain(first) + "." + plain(last) + "." + number + ".exemplo";
        String host = corporate
                ? plain(Vocabulary.one(words.companies(), random)).replace(' ', '-') + ".com.br"
                : Vocabulary.one(java.util.List.of("gmail.com", "hotmail.com", "yahoo.com.br", "outlook.com"), random);
        return new Person(
                first + " " + Vocabulary.one(words.surnames(), random) + " " + last,
                woman,
                cpf(random),
                handle + "@" + host,
                "https://www.linkedin.com/in/" + handle.replace('.', '-'),
                "(%d) 9%04d-%04d".formatted(11 + random.nextInt(80), random.nextInt(10_000), random.nextInt(10_000)),
                today.minusDays((long) (365.25 * (18 + 12 * -Math.log1p(-random.nextDouble() * .97)))),
                random.nextDouble() < .04);
    }

    private static String plain(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT);
    }

    private static String cpf(RandomGenerator random) {
        int[] digits = random.ints(9, 0, 10).toArray();
        int sum = 0;
        for (int i = 0; i < 9; i++) {
            sum += digits[i] * (10 - i);
        }
        int right = sum * 10 % 11 % 10;
        StringBuilder cpf = new StringBuilder();
        for (int digit : digits) {
            cpf.append(digit);
        }
        cpf.append((right + 1) % 10).append(random.nextInt(10));
        return cpf.insert(9, '-').insert(6, '.').insert(3, '.').toString();
    }
}
