package tino.language.knowledge;

/** How much the words of a question weigh where they are found: above 0. */
public record PassageBoosts(float title, float section, float text) {
    public static final PassageBoosts STANDARD = new PassageBoosts(1.5f, 1.5f, 1f);
}
