package dev.stillframe.core.api;

/** Which addresses count as one client. */
final class Network {
    private static final int GROUPS = 4;

    private Network() {}

    /** An IPv4 address as it is; of an IPv6 address the first 64 bits, since one client has all addresses behind them. */
    static String of(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        int zone = address.indexOf('%');
        String plain = zone < 0 ? address : address.substring(0, zone);
        int gap = plain.indexOf("::");
        String head = gap < 0 ? plain : plain.substring(0, gap);
        StringBuilder network = new StringBuilder();
        String[] groups = head.isEmpty() ? new String[0] : head.split(":", -1);
        for (int i = 0; i < GROUPS; i++) {
            network.append(i < groups.length ? groups[i] : "0").append(':');
        }
        return network.append(":/64").toString();
    }
}
