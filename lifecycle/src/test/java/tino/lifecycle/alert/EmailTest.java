package tino.lifecycle.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailTest {
    private static final Notification NOTIFICATION = new Notification(
            "alert-1:firing",
            "firing",
            null,
            "[critical] Fogo é grave\r\nBcc: spy@example.com",
            "A sala está quente\nValue: 35",
            Instant.parse("2026-11-16T12:00:00Z"));

    private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @BeforeEach
    void start() {
        mail.setUser("tino", "the-password");
        mail.start();
    }

    @AfterEach
    void stop() {
        mail.stop();
    }

    private Email email(Email.Tls tls, @Nullable String user, @Nullable String password) {
        return new Email(
                new Email.Server("127.0.0.1", mail.getSmtp().getPort(), tls, user, password),
                "tino@example.com",
                List.of("ana@example.com", "Rui <rui@example.com>"),
                Duration.ofMillis(700));
    }

    @Test
    void isDeliveredToEverybodyWithTheKeyAsItsId() throws Exception {
        Email email = email(Email.Tls.NONE, "tino", "the-password");
        email.send(NOTIFICATION);
        email.send(NOTIFICATION);
        MimeMessage[] received = mail.getReceivedMessages();
        assertThat(received).hasSize(4);
        assertThat(received[0].getSubject()).isEqualTo("[critical] Fogo é grave Bcc: spy@example.com");
        assertThat(received[0].getAllRecipients()).hasSize(2);
        assertThat(received[0].getHeader("Bcc")).isNull();
        assertThat(received[0].getContent().toString()).contains("A sala está quente");
        assertThat(received[0].getMessageID())
                .isEqualTo(received[2].getMessageID())
                .endsWith("@tino>");
    }

    @Test
    void aWrongPasswordIsAFailureThatDoesNotRepeatIt() {
        assertThatThrownBy(
                        () -> email(Email.Tls.NONE, "tino", "not-the-password").send(NOTIFICATION))
                .isInstanceOf(Channel.NotSent.class)
                .hasMessageContaining("AuthenticationFailedException")
                .hasMessageNotContaining("not-the-password");
        assertThat(mail.getReceivedMessages()).isEmpty();
    }

    @Test
    void whatMustBecomeSecretIsNotSentInTheClear() {
        assertThatThrownBy(() -> email(Email.Tls.STARTTLS, null, null).send(NOTIFICATION))
                .isInstanceOf(Channel.NotSent.class);
        assertThat(mail.getReceivedMessages()).isEmpty();
    }

    @Test
    void aServerThatHangsIsLeft() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Email email = new Email(
                    new Email.Server("127.0.0.1", silent.getLocalPort(), Email.Tls.NONE, null, null),
                    "tino@example.com",
                    List.of("ana@example.com"),
                    Duration.ofMillis(300));
            assertThatThrownBy(() -> email.send(NOTIFICATION)).hasMessageContaining("did not take it");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nobody", "two words@example.com", "a@b@c", "x@exa mple.com"})
    void whatIsNoAddressIsRefused(String address) {
        Email.Server server = new Email.Server("localhost", 25, Email.Tls.NONE, null, null);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Email(server, "tino@example.com", List.of(address)))
                .withMessageContaining("'" + address + "'");
        assertThatIllegalArgumentException().isThrownBy(() -> new Email(server, address, List.of("ana@example.com")));
    }
}
