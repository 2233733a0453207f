package tino.hiring.raw;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveredDateTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "05-02-2025",
                "05/02/2025",
                "2025-02-05",
                "05-02-2025 10:11:12",
                "2025-02-05T10:11:12Z",
                " 5/2/2025 "
            })
    void readsThreeForms(String text) {
        assertThat(DeliveredDate.of(text)).contains(LocalDate.of(2025, 2, 5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0000-00-00",
                "00-00-0000",
                "31-02-2025",
                "2025-13-01",
                "ontem",
                "05-02-25",
                "05-02-20255",
                "01-01-1800"
            })
    void whatIsNoDateIsNone(String text) {
        assertThat(DeliveredDate.of(text)).isEmpty();
    }
}
