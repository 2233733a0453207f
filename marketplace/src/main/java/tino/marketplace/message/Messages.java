package tino.marketplace.message;

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

/** The table {@code message}. How many are answered reaches the profile with the daily measurement. */
public final class Messages {
    private static final int BATCH = 1_000;

    private final Database database;

    public Messages(Database database) {
        this.database = database;
    }

    public Message add(UUID contract, UUID author, UUID professional, String text, Instant now) {
        return database.sql()
                .sql("""
                        insert into message (contract_id, author, professional_id, text, created_at)
                        values (?, ?, ?, ?, ?) returning *
                        """)
                .params(contract, author, professional, text, now.atOffset(ZoneOffset.UTC))
                .query(Messages::row)
                .single();
    }

    /** Adds many in one transaction; the table gives the ids. */
    public void addAll(Collection<Message> messages) {
        database.transactions()
                .executeWithoutResult(_ -> new JdbcTemplate(database.dataSource())
                        .batchUpdate(
                                "insert into message (contract_id, author, professional_id, text, created_at) values (?, ?, ?, ?, ?)",
                                messages,
                                BATCH,
                                (statement, message) -> {
                                    statement.setObject(1, message.contractId());
                                    statement.setObject(2, message.author());
                                    statement.setObject(3, message.professionalId());
                                    statement.setString(4, message.text());
                                    statement.setObject(5, message.createdAt().atOffset(ZoneOffset.UTC));
                                }));
    }

    /** The newest first. @param professional only to or from this one, {@code null} for all @param text occurs in the message */
    public List<Message> list(@Nullable UUID professional, @Nullable String text, Slice slice) {
        return database.sql()
                .sql("""
                        select * from message
                        where (cast(:professional as uuid) is null or professional_id = :professional)
                          and (cast(:text as text) is null or strpos(lower(text), lower(:text)) > 0)
                        order by created_at desc, id desc offset :offset limit :limit
                        """)
                .param("professional", professional, Types.OTHER)
                .param("text", text, Types.VARCHAR)
                .param("offset", slice.offset())
                .param("limit", slice.limit())
                .query(Messages::row)
                .list();
    }

    public Optional<Message> find(long id) {
        return database.sql()
                .sql("select * from message where id = ?")
                .param(id)
                .query(Messages::row)
                .optional();
    }

    /** @return whether there was such a message */
    public boolean update(long id, String text) {
        return database.sql()
                        .sql("update message set text = ? where id = ?")
                        .params(text, id)
                        .update()
                == 1;
    }

    /** @return whether there was such a message */
    public boolean delete(long id) {
        return database.sql().sql("delete from message where id = ?").param(id).update() == 1;
    }

    private static Message row(ResultSet row, int number) throws SQLException {
        return new Message(
                row.getLong("id"),
                row.getObject("contract_id", UUID.class),
                row.getObject("author", UUID.class),
                row.getObject("professional_id", UUID.class),
                row.getString("text"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
