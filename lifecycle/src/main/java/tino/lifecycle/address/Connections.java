package tino.lifecycle.address;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Connects to hosts that somebody outside named, and not to those that trust whoever reaches them. A name is resolved once, every
 * address is looked at, and the connection goes to an address that was looked at, so that a name that means another address a
 * moment later (DNS rebinding) gains nothing. Java's HTTP client resolves by itself and cannot be told an address, which is why
 * those who use this speak HTTP by hand.
 */
public final class Connections {
    /** The names of the system, the certificates that the JDK trusts. */
    public static final Connections STANDARD =
            new Connections(InetAddress::getAllByName, (SSLSocketFactory) SSLSocketFactory.getDefault());

    private static final ScheduledExecutorService TIMER = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("tino-connection-deadlines").factory());

    private final Resolver resolver;
    private final SSLSocketFactory tls;

    /** What asks for the addresses of a name. */
    @FunctionalInterface
    public interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /** A host has an address of a private network, of this machine or a link-local one. */
    public static final class PrivateAddress extends IOException {
        PrivateAddress(String host) {
            super("The host " + host + " has an address of a private network, of this machine or link-local.");
        }
    }

    /** A connection that is cut when its time is over. */
    public static final class Connection implements AutoCloseable {
        private final Socket plain;
        private final Socket socket;
        private final long end;
        private final ScheduledFuture<?> cut;

        private Connection(Socket plain, Socket socket, long end, ScheduledFuture<?> cut) {
            this.plain = plain;
            this.socket = socket;
            this.end = end;
            this.cut = cut;
        }

        public InputStream in() throws IOException {
            return socket.getInputStream();
        }

        public OutputStream out() throws IOException {
            return socket.getOutputStream();
        }

        /** Whether its time is over: then the failure of a read or write means that. */
        public boolean expired() {
            return System.nanoTime() - end >= 0;
        }

        @Override
        public void close() {
            cut.cancel(false);
            cut(plain);
        }
    }

    public Connections(Resolver resolver, SSLSocketFactory tls) {
        this.resolver = resolver;
        this.tls = tls;
    }

    /** The host of an address, an IPv6 one without its brackets. */
    public static String host(URI address) {
        String host = address.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    public static boolean secure(URI address) {
        return address.getScheme().equalsIgnoreCase("https");
    }

    /** The port of an address of http or https. */
    public static int port(URI address) {
        return address.getPort() >= 0 ? address.getPort() : secure(address) ? 443 : 80;
    }

    /**
     * All addresses of a host, at least one.
     *
     * @throws UnknownHostException if it has none
     * @throws PrivateAddress if any of them is not public and that is not allowed: which is taken may be chosen by whoever answers
     */
    public InetAddress[] resolve(String host, boolean allowPrivate) throws IOException {
        InetAddress[] addresses = resolver.resolve(host);
        if (addresses.length == 0) {
            throw new UnknownHostException(host);
        }
        if (!allowPrivate && !Arrays.stream(addresses).allMatch(PublicAddress::is)) {
            throw new PrivateAddress(host);
        }
        return addresses;
    }

    /**
     * Connects to an address of {@link #resolve}.
     *
     * @param address of http or https; its host is what a certificate must be for
     * @param deadline for all that is done over the connection, this call included
     * @throws IOException if nobody answers there in time, or not with a certificate of that host
     */
    public Connection connect(InetAddress to, URI address, Duration deadline) throws IOException {
        long end = System.nanoTime() + deadline.toNanos();
        Socket plain = new Socket();
        ScheduledFuture<?> cut = TIMER.schedule(() -> cut(plain), deadline.toMillis(), TimeUnit.MILLISECONDS);
        try {
            plain.connect(new InetSocketAddress(to, port(address)), (int) deadline.toMillis());
            plain.setSoTimeout((int) deadline.toMillis());
            return new Connection(plain, secure(address) ? secured(plain, address) : plain, end, cut);
        } catch (IOException | RuntimeException e) {
            cut.cancel(false);
            cut(plain);
            throw e;
        }
    }

    private static void cut(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Then it is gone already.
        }
    }

    private Socket secured(Socket plain, URI address) throws IOException {
        SSLSocket socket = (SSLSocket) tls.createSocket(plain, host(address), port(address), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }
}
