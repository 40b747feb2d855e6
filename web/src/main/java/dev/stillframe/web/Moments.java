package dev.stillframe.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;

/**
 * Times in words, in a deployment's zone. Names of months and zones are fixed here: those of a Java differ from one version to the
 * next, and files must not.
 */
record Moments(ZoneId zone) {
    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

    /** Date, time and zone: {@code 29 Dec 2025, 08:15 UTC}. */
    String full(long millis) {
        ZonedDateTime at = at(millis);
        return day(at) + " " + at.getYear() + ", " + time(at) + " " + zone(at);
    }

    /** As short as it is clear from another time: {@code 08:15}, {@code 28 Dec, 08:15}, {@code 28 Dec 2024, 08:15}. */
    String from(long millis, long now) {
        ZonedDateTime at = at(millis);
        LocalDate today = at(now).toLocalDate();
        if (at.toLocalDate().equals(today)) {
            return time(at);
        }
        return day(at) + (at.getYear() == today.getYear() ? "" : " " + at.getYear()) + ", " + time(at);
    }

    /** Day and time with the zone: {@code 29 Dec, 08:15 UTC}. */
    String withZone(long millis) {
        ZonedDateTime at = at(millis);
        return day(at) + ", " + time(at) + " " + zone(at);
    }

    /** What stands at a tick: the day at midnight, else the time. */
    String tick(ZonedDateTime at) {
        return at.getHour() == 0 && at.getMinute() == 0 ? day(at) : time(at);
    }

    /** The instant in the zone. */
    ZonedDateTime at(long millis) {
        return Instant.ofEpochMilli(millis).atZone(zone);
    }

    private static String day(ZonedDateTime at) {
        return at.getDayOfMonth() + " " + MONTHS.get(at.getMonthValue() - 1);
    }

    private static String time(ZonedDateTime at) {
        return two(at.getHour()) + ":" + two(at.getMinute());
    }

    /** {@code UTC}, {@code UTC+1}, {@code UTC-3:30}. */
    private static String zone(ZonedDateTime at) {
        ZoneOffset offset = at.getOffset();
        int minutes = offset.getTotalSeconds() / 60;
        if (minutes == 0) {
            return "UTC";
        }
        int size = Math.abs(minutes);
        return "UTC" + (minutes < 0 ? "-" : "+") + size / 60 + (size % 60 == 0 ? "" : ":" + two(size % 60));
    }

    private static String two(int number) {
        return (number < 10 ? "0" : "") + number;
    }
}
