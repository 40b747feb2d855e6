package dev.stillframe.core.model;

import java.util.regex.Pattern;

/**
 * What a snapshot covers: all hosts, or one.
 *
 * @param name {@code all}, or the host's name
 */
public record Scope(String name) implements Comparable<Scope> {
    /** All hosts together. */
    public static final Scope ALL = new Scope("all");

    /** What the keys of rollups begin with, before the prefix of their scope. */
    public static final String ROLLUPS = "aggregated/";

    private static final Pattern HOST = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    /** What a host's name must look like, for messages. */
    public static final String HOST_RULE =
            "1 to 63 of a-z, 0-9 and -, beginning with a letter or digit; 'all' is reserved";

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException when it is neither {@code all} nor a host's name
     */
    public Scope {
        if (!name.equals("all") && !isHost(name)) {
            throw new IllegalArgumentException("'" + shown(name) + "' is not a host name (" + HOST_RULE + ")");
        }
    }

    /**
     * One host.
     *
     * @throws IllegalArgumentException when the name is not allowed
     */
    public static Scope host(String name) {
        if (!isHost(name)) {
            throw new IllegalArgumentException("'" + shown(name) + "' is not a host name (" + HOST_RULE + ")");
        }
        return new Scope(name);
    }

    /** Whether a text is allowed as a host's name. */
    public static boolean isHost(String name) {
        return !name.equals("all") && HOST.matcher(name).matches();
    }

    /** Whether this is the scope of all hosts. */
    public boolean isAll() {
        return name.equals("all");
    }

    /** Whether a host's samples belong to this scope. */
    public boolean covers(String host) {
        return isAll() || name.equals(host);
    }

    /**
     * The scope that a public key belongs to: the reverse of {@link #keyPrefix}.
     *
     * @throws IllegalArgumentException when the key names a host that is not allowed
     */
    public static Scope ofKey(String key) {
        String rest = key.startsWith(ROLLUPS) ? key.substring(ROLLUPS.length()) : key;
        int slash = rest.indexOf('/');
        return rest.startsWith("host=") && slash > 0 ? host(rest.substring(5, slash)) : ALL;
    }

    /** What the keys of this scope begin with: nothing for {@code all}, {@code host=NAME/} for a host. */
    public String keyPrefix() {
        return isAll() ? "" : "host=" + name + "/";
    }

    @Override
    public int compareTo(Scope other) {
        return isAll() != other.isAll() ? (isAll() ? -1 : 1) : name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }

    private static String shown(String name) {
        String clean = name.replaceAll("\\p{Cntrl}", "?");
        return clean.length() <= 40 ? clean : clean.substring(0, 40) + "…";
    }
}
