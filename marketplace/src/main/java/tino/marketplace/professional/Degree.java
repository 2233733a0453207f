package tino.marketplace.professional;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Academic degrees in order, read from what people write. */
final class Degree {
    private Degree() {}

    /** 1 technical, 2 bachelor, 3 specialist, 4 master, 5 doctor; {@code null} where nothing of that is written. */
    static @Nullable Integer of(String level) {
        String text = level.strip().toLowerCase(Locale.ROOT);
        return switch (text) {
            case "técnico", "tecnico", "tecnólogo", "tecnologo", "technical" -> 1;
            case "graduação", "graduacao", "bacharelado", "bacharel", "licenciatura", "bsc", "ba", "bachelor" -> 2;
            case "especialização", "especializacao", "especialista", "mba", "pós-graduação", "pos-graduacao" -> 3;
            case "mestrado", "mestre", "msc", "ma", "master" -> 4;
            case "doutorado", "doutor", "doutora", "phd", "dsc", "pós-doutorado", "pos-doutorado" -> 5;
            default -> null;
        };
    }
}
