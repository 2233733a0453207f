package tino.lifecycle.alert;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sends e-mails over SMTP. The key of a notification makes its {@code Message-ID}. */
public final class Email implements Channel {
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final Server server;
    private final InternetAddress from;
    private final InternetAddress[] to;
    private final Duration deadline;

    /** How the connection is kept secret. */
    public enum Tls {
        NONE,
        /** Begins in the clear and must become secret before anything is said. */
        STARTTLS,
        /** From the first byte, usually at port 465. */
        IMPLICIT
    }

    /**
     * Who takes e-mails.
     *
     * @param user {@code null}: nobody needs to be
     */
    public record Server(
            String host,
            int port,
            Tls tls,
            @Nullable String user,
            @Nullable String password) {
        /** Without the password. */
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /** @throws IllegalArgumentException if an address is none */
    public Email(Server server, String from, List<String> to) {
        this(server, from, to, DEADLINE);
    }

    Email(Server server, String from, List<String> to, Duration deadline) {
        this.server = server;
        this.from = address(from);
        this.to = to.stream().map(Email::address).toArray(InternetAddress[]::new);
        this.deadline = deadline;
        if (to.isEmpty()) {
            throw new IllegalArgumentException("expected at least one address to send e-mails to, got none.");
        }
    }

    private static InternetAddress address(String text) {
        try {
            InternetAddress address = new InternetAddress(text, true);
            if (address.getAddress().contains("@")) {
                return address;
            }
        } catch (AddressException e) {
            // Said below, with what was given.
        }
        throw new IllegalArgumentException(
                "expected an address of an e-mail, e.g. team@example.com, got '" + text + "'.");
    }

    @Override
    public String name() {
        return "email";
    }

    @Override
    public Duration patience() {
        return deadline.multipliedBy(12); // each of some ten commands may take that long
    }

    @Override
    public void send(Notification notification) throws NotSent {
        try {
            Session session = Session.getInstance(properties());
            try (Transport transport = session.getTransport()) {
                transport.connect(server.host(), server.port(), server.user(), server.password());
                transport.sendMessage(message(session, notification), to);
            }
        } catch (MessagingException e) {
            // The text of the server's answer may repeat what was said to it.
            throw new NotSent("The mail server " + server + " did not take it: "
                    + e.getClass().getSimpleName()
                    + (e.getCause() == null
                            ? ""
                            : " (" + e.getCause().getClass().getSimpleName() + ")") + ".");
        }
    }

    private Properties properties() {
        Properties properties = new Properties();
        String protocol = server.tls() == Tls.IMPLICIT ? "smtps" : "smtp";
        properties.setProperty("mail.transport.protocol", protocol);
        String prefix = "mail." + protocol + ".";
        for (String limit : List.of("connectiontimeout", "timeout", "writetimeout")) {
            properties.setProperty(prefix + limit, Long.toString(deadline.toMillis()));
        }
        properties.setProperty(prefix + "auth", Boolean.toString(server.user() != null));
        properties.setProperty(prefix + "starttls.enable", Boolean.toString(server.tls() == Tls.STARTTLS));
        properties.setProperty(prefix + "starttls.required", Boolean.toString(server.tls() == Tls.STARTTLS));
        properties.setProperty(prefix + "ssl.checkserveridentity", "true");
        return properties;
    }

    private MimeMessage message(Session session, Notification notification) throws MessagingException {
        String id = UUID.nameUUIDFromBytes(notification.key().getBytes(StandardCharsets.UTF_8)) + "@tino";
        MimeMessage message = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", "<" + id + ">");
            }
        };
        message.setFrom(from);
        message.setRecipients(Message.RecipientType.TO, to);
        message.setSubject(notification.title().replaceAll("\\s+", " "), "UTF-8");
        message.setSentDate(Date.from(notification.at()));
        message.setText(notification.body(), "UTF-8");
        message.saveChanges();
        return message;
    }

    @Override
    public String toString() {
        return "Email[" + server + "]";
    }
}
