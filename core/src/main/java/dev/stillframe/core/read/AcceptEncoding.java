package dev.stillframe.core.read;

import org.jspecify.annotations.Nullable;

/** The field {@code Accept-Encoding} of RFC 9110, section 12.5.3. */
public final class AcceptEncoding {
    private AcceptEncoding() {}

    /**
     * Whether a client takes gzip at least as gladly as plain bytes. Without the field it gets plain bytes, as a client that
     * says nothing often cannot unpack.
     */
    public static boolean gzip(@Nullable String field) {
        if (field == null) {
            return false;
        }
        double gzip = -1;
        double any = -1;
        double identity = -1;
        for (String member : field.split(",", -1)) {
            String[] parts = member.split(";", -1);
            String coding = parts[0].strip();
            double quality = quality(parts);
            if (coding.equalsIgnoreCase("gzip") || coding.equalsIgnoreCase("x-gzip")) {
                gzip = Math.max(gzip, quality);
            } else if (coding.equals("*")) {
                any = quality;
            } else if (coding.equalsIgnoreCase("identity")) {
                identity = quality;
            }
        }
        double wanted = gzip >= 0 ? gzip : any;
        return wanted > 0 && wanted >= identity;
    }

    /** The weight of a member: 1 where none stands, 0 where it is no number from 0 to 1. */
    private static double quality(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            if (parameter.regionMatches(true, 0, "q=", 0, 2)) {
                String value = parameter.substring(2);
                return value.matches("0(\\.[0-9]{0,3})?|1(\\.0{0,3})?") ? Double.parseDouble(value) : 0;
            }
        }
        return 1;
    }
}
