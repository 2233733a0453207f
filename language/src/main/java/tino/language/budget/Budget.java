package tino.language.budget;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How much may be spent in a day or month.
 *
 * @param name unique among budgets; in refusals and figures
 * @param scope whether each user has it for himself, each tier, or all share it
 * @param tiers whom it concerns; empty for all
 * @param period after which it begins anew
 * @param limit in the currency of the prices, not negative
 */
public record Budget(String name, Scope scope, Set<String> tiers, Period period, BigDecimal limit) {

    public enum Scope {
        USER,
        TIER,
        ALL
    }

    public enum Period {
        DAY,
        MONTH;

        ZonedDateTime start(ZonedDateTime time) {
            LocalDate day = time.toLocalDate();
            return (this == DAY ? day : day.withDayOfMonth(1)).atStartOfDay(time.getZone());
        }

        ZonedDateTime end(ZonedDateTime start) {
            LocalDate day = start.toLocalDate();
            return (this == DAY ? day.plusDays(1) : day.plusMonths(1)).atStartOfDay(start.getZone());
        }
    }

    /** @param tiers {@code null} as empty, for settings that do not name it */
    public Budget(String name, Scope scope, @Nullable Set<String> tiers, Period period, BigDecimal limit) {
        if (name.isBlank() || limit.signum() < 0 || limit.compareTo(BigDecimal.valueOf(1_000_000_000)) > 0) {
            throw new IllegalArgumentException(
                    "A budget needs a name and a limit of 0 to 1000000000, got '" + name + "' and " + limit);
        }
        this.name = name;
        this.scope = scope;
        this.tiers = tiers == null ? Set.of() : Set.copyOf(tiers);
        this.period = period;
        this.limit = limit;
    }

    boolean concerns(String tier) {
        return tiers.isEmpty() || tiers.contains(tier);
    }

    String account(String user, String tier) {
        return switch (scope) {
            case USER -> name + "/" + user;
            case TIER -> name + "/" + tier;
            case ALL -> name;
        };
    }
}
