package tino.language.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PricesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Prices PRICES = Prices.standard();

    /** 1,000 read and 500 written of gpt-4o-mini at 0.15 and 0.60 dollars a million: 0.00015 + 0.0003. */
    @Test
    void costsWhatTheListSays() {
        assertThat(PRICES.of("openai", "gpt-4o-mini", NOW).cost(1000, 500)).isEqualTo(450_000);
        assertThat(Nanos.amount(450_000)).isEqualByComparingTo("0.00045");
        assertThat(PRICES.currency()).isEqualTo("USD");
    }

    @Test
    void takesThePriceOfTheDay() {
        assertThat(PRICES.of("openai", "gpt-4o", Instant.parse("2024-06-01T00:00:00Z"))
                        .output())
                .isEqualTo(15_000_000_000L);
        assertThat(PRICES.of("openai", "gpt-4o", NOW).output()).isEqualTo(10_000_000_000L);
    }

    @Test
    void knowsAModelWithItsDate() {
        assertThat(PRICES.of("openai", "gpt-4o-mini-2024-07-18", NOW))
                .isEqualTo(PRICES.of("openai", "gpt-4o-mini", NOW));
    }

    @Test
    void takesAHighPriceForWhatItDoesNotKnow() {
        Price unknown = PRICES.of("openai", "gpt-99", NOW);
        assertThat(unknown.known()).isFalse();
        assertThat(unknown.cost(1_000_000, 0)).isEqualTo(5_000_000_000L);
        assertThat(PRICES.of("ollama", "llama3.2:3b", NOW).isFree()).isTrue();
    }

    @Test
    void roundsUp() {
        assertThat(new Price(1, 0, true).cost(1, 0)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "openai,gpt,1,2,USD,2024-01-01",
                "*,*,1,2,USD",
                "*,*,one,2,USD,2024-01-01",
                "*,*,1,2,USD,2024-13-01",
                "*,*,-1,2,USD,2024-01-01",
                "*,*,1,2,USD,2024-01-01\na,b,1,2,BRL,2024-01-01"
            })
    void refusesAListThatCannotBeRelied(String text) {
        assertThatThrownBy(() -> Prices.of("my.csv", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("my.csv");
    }
}
