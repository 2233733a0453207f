package tino.server.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tino.server.Server;

/** {@code tino serve}: the server, until it is told to stop. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Starts the server and stays until it is told to stop (Ctrl-C, SIGTERM).")
final class ServeCommand implements Callable<Integer> {
    @Mixin
    private final Output output = new Output();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port to listen at; 0 picks a free one and says which (default: TINO_PORT, else 8080).")
    private @Nullable Integer port;

    @Override
    public Integer call() throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        try (Server server = Server.start(port == null ? Map.of() : Map.of("tino.port", port))) {
            server.onStop(stopped::countDown);
            output.print("Tino listens at " + server.address());
            output.result(Map.of("address", server.address(), "port", server.port()));
            stopped.await();
        }
        return Exit.OK;
    }
}
