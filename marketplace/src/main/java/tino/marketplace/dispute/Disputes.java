package tino.marketplace.dispute;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tino.lifecycle.database.Database;
import tino.marketplace.Slice;
import tino.marketplace.professional.Professionals;

/**
 * The table {@code dispute}. Opening or resolving one changes the professional's dispute rate, and with it the index, in
 * the same transaction.
 */
public final class Disputes {
    private static final int BATCH = 1_000;

    private final Database database;
    private final Professionals professionals;

    public Disputes(Database database, Professionals professionals) {
        this.database = database;
        this.professionals = professionals;
    }

    public Dispute open(UUID professional, UUID customer, String reason, Instant now) {
        return database.transactions().execute(_ -> {
            Dispute dispute = database.sql()
                    .sql("""
                            insert into dispute (professional_id, customer, reason, created_at, updated_at)
                            values (?, ?, ?, ?, ?) returning *
                            """)
                    .params(professional, customer, reason, now.atOffset(ZoneOffset.UTC), now.atOffset(ZoneOffset.UTC))
                    .query(Disputes::row)
                    .single();
            professionals.measureDisputes(professional);
            return dispute;
        });
    }

    /** Adds many in one transaction; the table gives the ids, and the daily measurement brings them into the profiles. */
    public void addAll(Collection<Dispute> disputes) {
        database.transactions()
                .executeWithoutResult(_ -> new JdbcTemplate(database.dataSource())
                        .batchUpdate(
                                "insert into dispute (professional_id, customer, reason, resolved, created_at, updated_at) values (?, ?, ?, ?, ?, ?)",
                                disputes,
                                BATCH,
                                (statement, dispute) -> {
                                    statement.setObject(1, dispute.professionalId());
                                    statement.setObject(2, dispute.customer());
                                    statement.setString(3, dispute.reason());
                                    statement.setBoolean(4, dispute.resolved());
                                    statement.setObject(5, dispute.createdAt().atOffset(ZoneOffset.UTC));
                                    statement.setObject(6, dispute.updatedAt().atOffset(ZoneOffset.UTC));
                                }));
    }

    /** How many wait for an operator. */
    public long countOpen() {
        return database.sql()
                .sql("select count(*) from dispute where not resolved")
                .query(Long.class)
                .single();
    }

    public Optional<Dispute> find(long id) {
        return database.sql()
                .sql("select * from dispute where id = ?")
                .param(id)
                .query(Disputes::row)
                .optional();
    }

    /** Changes what the dispute says and whether it has ended. @return empty if there is no such dispute */
    public Optional<Dispute> update(long id, String reason, boolean resolved, Instant now) {
        return database.transactions().execute(_ -> {
            Optional<Dispute> dispute = database.sql()
                    .sql("update dispute set reason = ?, resolved = ?, updated_at = ? where id = ? returning *")
                    .params(reason, resolved, now.atOffset(ZoneOffset.UTC), id)
                    .query(Disputes::row)
                    .optional();
            dispute.ifPresent(one -> professionals.measureDisputes(one.professionalId()));
            return dispute;
        });
    }

    /** Ends a dispute; one that has ended already stays as it is. @return empty if that professional has no such dispute */
    public Optional<Dispute> resolve(UUID professional, long id, Instant now) {
        return database.transactions().execute(_ -> {
            Optional<Dispute> dispute = database.sql()
                    .sql("""
                            update dispute set resolved = true, updated_at = case when resolved then updated_at else ? end
                            where id = ? and professional_id = ? returning *
                            """)
                    .params(now.atOffset(ZoneOffset.UTC), id, professional)
                    .query(Disputes::row)
                    .optional();
            dispute.ifPresent(one -> professionals.measureDisputes(one.professionalId()));
            return dispute;
        });
    }

    /**
     * The newest first.
     *
     * @param professional only about this one, {@code null} for all
     * @param resolved only those that have ended, or only those that have not; {@code null} for both
     * @param text occurs in the reason
     */
    public List<Dispute> list(
            @Nullable UUID professional, @Nullable Boolean resolved, @Nullable String text, Slice slice) {
        return database.sql()
                .sql("""
                        select * from dispute
                        where (cast(:professional as uuid) is null or professional_id = :professional)
                          and (cast(:resolved as boolean) is null or resolved = :resolved)
                          and (cast(:text as text) is null or strpos(lower(reason), lower(:text)) > 0)
                        order by created_at desc, id desc offset :offset limit :limit
                        """)
                .param("professional", professional, Types.OTHER)
                .param("resolved", resolved, Types.BOOLEAN)
                .param("text", text, Types.VARCHAR)
                .param("offset", slice.offset())
                .param("limit", slice.limit())
                .query(Disputes::row)
                .list();
    }

    private static Dispute row(ResultSet row, int number) throws SQLException {
        return new Dispute(
                row.getLong("id"),
                row.getObject("professional_id", UUID.class),
                row.getObject("customer", UUID.class),
                row.getString("reason"),
                row.getBoolean("resolved"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }
}
