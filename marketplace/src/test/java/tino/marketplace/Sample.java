package tino.marketplace;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tino.marketplace.professional.Professional;
import tino.marketplace.professional.ProfessionalDocuments;
import tino.search.GeoPoint;
import tino.search.outbox.Outbox;

/** Professionals for tests. The first is the seed's own test fixture, word for word. */
public final class Sample {
    public static final GeoPoint SAO_PAULO = new GeoPoint(-23.5489, -46.6388);

    private Sample() {}

    /** Returns when every change so far is found by searches. */
    public static void awaitIndexed(Outbox outbox) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> outbox.pending(ProfessionalDocuments.SCHEMA.name()) == 0);
    }

    public static Professional electrician() {
        return professional(
                "Eletricista residencial",
                "Instalação e manutenção elétrica para residências.",
                "Eletricista",
                150,
                SAO_PAULO);
    }

    public static Professional professional(
            String title, String description, String category, double price, @Nullable GeoPoint location) {
        Instant created = Marketplace.START.minus(Duration.ofDays(365));
        return new Professional(
                UUID.randomUUID(),
                UUID.randomUUID(),
                title,
                description,
                category,
                BigDecimal.valueOf(price),
                location,
                4.8,
                12,
                0.7,
                0.9,
                0.0,
                true,
                0.1,
                "MSc",
                3,
                "0000-0002-1825-0097",
                "",
                4.5,
                null,
                created,
                created);
    }
}
