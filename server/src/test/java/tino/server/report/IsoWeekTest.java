package tino.server.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IsoWeekTest {
    /** The examples of https://en.wikipedia.org/wiki/ISO_week_date */
    @ParameterizedTest
    @CsvSource({
        "2005-01-01, 2004-W53",
        "2005-12-31, 2005-W52",
        "2008-12-29, 2009-W01",
        "2010-01-03, 2009-W53",
        "2026-11-18, 2026-W47"
    })
    void isThatOfTheDay(LocalDate day, String week) {
        assertThat(IsoWeek.of(day)).hasToString(week);
        assertThat(IsoWeek.parse(week)).isEqualTo(IsoWeek.of(day));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2026-W54", "2026-W00", "2026W47", "2026-47", "last"})
    void whatIsNoWeekIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IsoWeek.parse(text))
                .withMessageContaining("'" + text + "'");
    }

    @Test
    void theWeekBeforeIsOfTheYearBefore() {
        assertThat(IsoWeek.parse("2026-W01").before()).hasToString("2025-W52");
    }
}
