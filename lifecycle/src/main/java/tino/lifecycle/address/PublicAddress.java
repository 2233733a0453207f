package tino.lifecycle.address;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Whether an address belongs to the public internet. What does not, by the registries of special-purpose addresses (RFC 6890
 * and IANA's lists for IPv4 and IPv6), may be a neighbour that trusts whoever reaches it.
 */
public final class PublicAddress {
    private static final List<Network> PRIVATE = networks(
            "0.0.0.0/8", // this host
            "10.0.0.0/8",
            "100.64.0.0/10", // shared by carriers
            "127.0.0.0/8",
            "169.254.0.0/16", // link-local, and the metadata of clouds
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24", // documentation
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4", // multicast
            "240.0.0.0/4",
            "::/128",
            "::1/128",
            "100::/64",
            "2001::/23", // Teredo and other protocols
            "2001:db8::/32",
            "3fff::/20",
            "5f00::/16",
            "fc00::/7", // unique local
            "fe80::/10", // link-local
            "fec0::/10",
            "ff00::/8");

    /** In these an IPv4 address is written, at that byte. */
    private static final List<Network> CARRIES_4_AT_12 = networks("::/96", "64:ff9b::/96", "64:ff9b:1::/48");

    private static final List<Network> CARRIES_4_AT_2 = networks("2002::/16");

    private PublicAddress() {}

    private record Network(byte[] prefix, int bits) {
        boolean contains(byte[] address) {
            if (address.length != prefix.length) {
                return false;
            }
            int whole = bits / 8;
            int rest = bits % 8;
            int mask = 0xff << (8 - rest) & 0xff;
            return Arrays.equals(prefix, 0, whole, address, 0, whole)
                    && (rest == 0 || (prefix[whole] & mask) == (address[whole] & mask));
        }
    }

    public static boolean is(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (PRIVATE.stream().anyMatch(network -> network.contains(bytes))) {
            return false;
        }
        return switch (address) {
            case Inet4Address _ -> true;
            case Inet6Address _ -> carried(bytes, CARRIES_4_AT_12, 12) && carried(bytes, CARRIES_4_AT_2, 2);
            default -> false;
        };
    }

    /** Whether the address written in it, if there is one, is public too. */
    private static boolean carried(byte[] bytes, List<Network> networks, int at) {
        return networks.stream().noneMatch(network -> network.contains(bytes))
                || is(address(Arrays.copyOfRange(bytes, at, at + 4)));
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("Expected 4 or 16 bytes of an address, got " + bytes.length, e);
        }
    }

    private static List<Network> networks(String... texts) {
        return Arrays.stream(texts)
                .map(text -> {
                    String[] parts = text.split("/", 2);
                    return new Network(InetAddress.ofLiteral(parts[0]).getAddress(), Integer.parseInt(parts[1]));
                })
                .toList();
    }
}
