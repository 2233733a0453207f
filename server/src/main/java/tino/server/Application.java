package tino.server;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** What Spring puts together: this server and the applications in it. */
@SpringBootApplication(
        scanBasePackages = {"tino.server", "tino.marketplace"},
        proxyBeanMethods = false)
@ConfigurationPropertiesScan
class Application {}
