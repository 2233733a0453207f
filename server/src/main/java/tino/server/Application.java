package tino.server;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** What Spring puts together: this server. Each application joins by naming its package here. */
@SpringBootApplication(
        scanBasePackages = {"tino.server", "tino.marketplace", "tino.hiring", "tino.assistant"},
        proxyBeanMethods = false)
@ConfigurationPropertiesScan
class Application {}
